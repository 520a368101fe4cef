using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.People;

namespace Portal.Data.Inventory.Handover;

/// <summary>Tells new owners what came to them: one mail for all that one person left or handed on.</summary>
/// <param name="mails">Words the mail.</param>
public sealed class HandoverNotices(IHandoverMails mails)
{
    /// <summary>Queues the mails.</summary>
    /// <param name="scope">The command.</param>
    /// <param name="reason">Why the agents moved.</param>
    /// <param name="moved">The agents, with who owned them; those that nobody owns now are told to nobody.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    internal async Task TellAsync(
        CommandScope scope, HandoverReason reason, IReadOnlyCollection<(Agent Agent, Person From)> moved, CancellationToken cancellationToken)
    {
        var ids = moved.Select(m => m.Agent.OwnerId).OfType<PersonId>().Distinct().ToList();
        var owners = await scope.Db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        foreach (var part in moved.Where(m => m.Agent.OwnerId is not null).GroupBy(m => (Owner: m.Agent.OwnerId!.Value, m.From.Id)))
        {
            var owner = owners[part.Key.Owner];
            var from = part.First().From;
            var riskiest = part.Select(m => m.Agent).OrderByDescending(a => a.Risk).ThenBy(a => a.Name, StringComparer.Ordinal).Take(HandoverLetter.Most);
            var content = await mails.WriteAsync(
                new(reason, from.Name, owner.Name, part.Count(), [.. riskiest.Select(a => new HandoverLetter.Item(a.Name, a.Purpose, a.Risk))]),
                cancellationToken);
            scope.Send(new()
            {
                ToPersonId = owner.Id,
                ToAddress = owner.Email,
                ToName = owner.Name,
                Subject = content.Subject,
                Html = content.Html,
                Text = content.Text,
                AboutKind = "person",
                AboutId = from.Id.Value.ToString(),
                CreatedAt = scope.Now,
                NextAttemptAt = scope.Now,
            });
        }
    }
}
