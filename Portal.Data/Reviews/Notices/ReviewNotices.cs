using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Notices;

/// <summary>Tells reviewers what is asked of them: one mail per person, campaign and occasion, queued in the transaction of its cause.</summary>
/// <param name="mails">Words the mail.</param>
public sealed class ReviewNotices(IReviewMails mails)
{
    private const int MostNamedItems = 3;

    /// <summary>Tells each reviewer who was not told yet and has open items.</summary>
    /// <param name="scope">The command; its items have to be in the database already.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="kind">What they are told.</param>
    /// <param name="about">Tells occasions of one kind apart.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>How many were told just now.</returns>
    internal async Task<int> TellAsync(
        CommandScope scope, Campaign campaign, NoticeKind kind, DateTimeOffset about, CancellationToken cancellationToken)
    {
        var reviewers = await scope.Db.WaitingIn(campaign)
            .Select(a => a.ReviewerId)
            .Distinct()
            .ToListAsync(cancellationToken);
        var told = 0;
        foreach (var reviewer in reviewers.Order())
        {
            told += await TellAsync(
                scope, campaign, kind, about, reviewer, await OpenAsync(scope, campaign, reviewer, cancellationToken), cancellationToken);
        }
        return told;
    }

    /// <summary>Tells those who are asked from now on in place of others, or because an item came to their stage.</summary>
    internal async Task PassOnAsync(
        CommandScope scope, Campaign campaign, IReadOnlyCollection<AskedItem> items, CancellationToken cancellationToken)
    {
        foreach (var passed in items.GroupBy(a => a.ReviewerId).OrderBy(g => g.Key))
        {
            var asked = new Asked(
                passed.Count(),
                passed.Select(a => a.Item.AgentId).Distinct().Count(),
                [.. passed.Select(a => a.Reason).Distinct()],
                [.. passed.Select(a => a.Item).OrderByDescending(i => i.Risk).Take(MostNamedItems)]);
            await TellAsync(scope, campaign, NoticeKind.PassedOn, scope.Now, passed.Key, asked, cancellationToken);
        }
    }

    /// <summary>Reminds one reviewer of what is open in some campaigns, in one mail.</summary>
    /// <param name="scope">The command.</param>
    /// <param name="reviewer">Who.</param>
    /// <param name="due">Of what, most urgent first; each with open items.</param>
    /// <param name="message">The mail's id.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    internal async Task RemindAsync(
        CommandScope scope, Person reviewer, IReadOnlyList<(Campaign Campaign, NoticeKind Kind)> due, OutboxMessageId message, CancellationToken cancellationToken)
    {
        var owners = due.Select(d => d.Campaign.OwnerId).Distinct().ToList();
        var people = await scope.Db.People.AsNoTracking().Where(p => owners.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var letters = new List<ReviewLetter>();
        foreach (var (campaign, kind) in due)
        {
            var open = await OpenAsync(scope, campaign, reviewer.Id, cancellationToken);
            scope.Db.ReviewNotices.Add(Notice(campaign, reviewer.Id, kind, campaign.DueAt, message, scope.Now));
            letters.Add(Letter(campaign, kind, reviewer, people[campaign.OwnerId], open, scope.Now));
        }
        Send(scope, reviewer, letters, await mails.WriteAsync(letters, cancellationToken), message);
    }

    private async Task<int> TellAsync(
        CommandScope scope, Campaign campaign, NoticeKind kind, DateTimeOffset about, PersonId reviewer, Asked asked, CancellationToken cancellationToken)
    {
        var people = await scope.Db.People.AsNoTracking()
            .Where(p => p.Id == reviewer || p.Id == campaign.OwnerId)
            .ToDictionaryAsync(p => p.Id, cancellationToken);
        var receiver = people[reviewer];
        var notice = Notice(campaign, reviewer, kind, about, OutboxMessageId.New(), scope.Now);
        if (await scope.Db.BulkInsertAsync([notice], skipExisting: true, cancellationToken) == 0)
        {
            return 0;
        }
        ReviewLetter[] letters = [Letter(campaign, kind, receiver, people[campaign.OwnerId], asked, scope.Now)];
        Send(scope, receiver, letters, await mails.WriteAsync(letters, cancellationToken), notice.MessageId);
        return 1;
    }

    private static async Task<Asked> OpenAsync(CommandScope scope, Campaign campaign, PersonId reviewer, CancellationToken cancellationToken)
    {
        // What stands still while somebody else is asked, or is put off, is not brought up.
        var pauses = scope.Db.RunningPauses(scope.Now).Where(p => p.ById == reviewer);
        var open = scope.Db.WaitingIn(campaign).Where(a => a.ReviewerId == reviewer && !pauses.Any(p => p.ItemId == a.Item.Id));
        var groups = await open
            .GroupBy(a => new { ReviewerReason = a.Reason, a.Item.AgentId })
            .Select(g => new { g.Key.ReviewerReason, g.Key.AgentId, Items = g.Count() })
            .ToListAsync(cancellationToken);
        return new(
            groups.Sum(g => g.Items),
            groups.Select(g => g.AgentId).Distinct().Count(),
            [.. groups.GroupBy(g => g.ReviewerReason).OrderByDescending(g => g.Sum(a => a.Items)).Select(g => g.Key)],
            await open
                .Select(a => a.Item)
                .AsNoTracking()
                .OrderByDescending(i => i.Risk).ThenByDescending(i => i.AgentRisk).ThenBy(i => i.Id)
                .Take(MostNamedItems)
                .ToListAsync(cancellationToken));
    }

    private static ReviewNotice Notice(
        Campaign campaign, PersonId reviewer, NoticeKind kind, DateTimeOffset about, OutboxMessageId message, DateTimeOffset now) => new()
        {
            CampaignId = campaign.Id,
            ReviewerId = reviewer,
            Kind = kind,
            About = about,
            MessageId = message,
            At = now,
        };

    private static void Send(CommandScope scope, Person receiver, IReadOnlyList<ReviewLetter> letters, MailContent content, OutboxMessageId id) => scope.Send(new()
    {
        Id = id,
        ToPersonId = receiver.Id,
        ToAddress = receiver.Email,
        ToName = receiver.Name,
        Subject = content.Subject,
        Html = content.Html,
        Text = content.Text,
        Calendar = content.Calendar,
        AboutKind = letters.Count == 1 ? "campaign" : "person",
        AboutId = (letters.Count == 1 ? letters[0].Campaign.Value : receiver.Id.Value).ToString(),
        CreatedAt = scope.Now,
        NextAttemptAt = scope.Now,
    });

    private static ReviewLetter Letter(Campaign campaign, NoticeKind kind, Person receiver, Person owner, Asked asked, DateTimeOffset now) => new(
        kind,
        campaign.Id,
        campaign.Name,
        owner.Name,
        receiver.Name,
        receiver.TimeZone,
        campaign.DueAt,
        now,
        asked.Items,
        asked.Agents,
        asked.Reasons,
        [.. asked.Riskiest.Select(i => new LetterItem(
            i.Shown.AgentName,
            i.Shown.Entitlement.Name,
            i.Shown.IdentityName,
            i.Shown.Container,
            i.Shown.Contribution.Count > 0 ? i.Shown.Contribution[0] : null,
            i.Risk))])
    {
        NoAnswer = campaign.NoAnswer ?? NoAnswerPolicy.Keeps,
    };

    /// <summary>What one reviewer is asked.</summary>
    private sealed record Asked(int Items, int Agents, IReadOnlyList<ReviewerReason> Reasons, IReadOnlyList<ReviewItem> Riskiest);
}
