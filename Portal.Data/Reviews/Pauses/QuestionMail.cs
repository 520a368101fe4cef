using Portal.Data.Commands;
using Portal.Data.People;
using Portal.Data.Reviews.Notices;

namespace Portal.Data.Reviews.Pauses;

/// <summary>Sends questions to who is asked, and replies back, in the transaction of their cause.</summary>
/// <param name="mails">Words the mail.</param>
public sealed class QuestionMail(IReviewMails mails)
{
    /// <summary>Queues the mail about a question.</summary>
    /// <param name="scope">The command.</param>
    /// <param name="pause">The question.</param>
    /// <param name="item">What it is about.</param>
    /// <param name="receiver">Who is told.</param>
    /// <param name="otherName">Who asked, or replied.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    internal async Task SendAsync(CommandScope scope, ItemPause pause, ReviewItem item, Person receiver, string otherName, CancellationToken cancellationToken)
    {
        var content = await mails.WriteAsync(
            new QuestionLetter(
                pause.Id, pause.CampaignId, receiver.Name, receiver.TimeZone, otherName, item.Shown.AgentName, item.Shown.Entitlement.Name, item.Shown.IdentityName,
                pause.Question, pause.Until, pause.Reply),
            cancellationToken);
        scope.Send(new()
        {
            ToPersonId = receiver.Id,
            ToAddress = receiver.Email,
            ToName = receiver.Name,
            Subject = content.Subject,
            Html = content.Html,
            Text = content.Text,
            AboutKind = "reviewItem",
            AboutId = pause.ItemId.Value.ToString(),
            CreatedAt = scope.Now,
            NextAttemptAt = scope.Now,
        });
    }
}
