using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.People;

namespace Portal.Data.Reviews.Notices;

/// <summary>Tells new owners which campaigns came to them: one mail for all that one person left.</summary>
/// <param name="mails">Words the mail.</param>
public sealed class CampaignHandoverNotices(IReviewMails mails)
{
    /// <summary>Queues the mails.</summary>
    /// <param name="scope">The command.</param>
    /// <param name="moved">The campaigns, with who answered for them.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    internal async Task TellAsync(CommandScope scope, IReadOnlyCollection<(Campaign Campaign, Person From)> moved, CancellationToken cancellationToken)
    {
        var ids = moved.Select(m => m.Campaign.OwnerId).Distinct().ToList();
        var owners = await scope.Db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        foreach (var part in moved.GroupBy(m => (Owner: m.Campaign.OwnerId, From: m.From.Id)))
        {
            var (owner, from) = (owners[part.Key.Owner], part.First().From);
            var first = part.Select(m => m.Campaign).OrderBy(c => c.DueAt).ThenBy(c => c.Id).Take(CampaignHandoverLetter.Most);
            var content = await mails.WriteAsync(
                new CampaignHandoverLetter(
                    from.Name, owner.Name, owner.TimeZone, part.Count(), [.. first.Select(c => new CampaignHandoverLetter.Item(c.Id, c.Name, c.State, c.DueAt))]),
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
