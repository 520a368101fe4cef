using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Mail;
using Portal.Data.People;

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
        var open = await scope.Db.ReviewItems
            .Where(i => i.CampaignId == campaign.Id && i.State == ReviewItemState.Open)
            .GroupBy(i => new { i.ReviewerId, i.ReviewerReason, i.AgentId })
            .Select(g => new { g.Key.ReviewerId, g.Key.ReviewerReason, g.Key.AgentId, Items = g.Count() })
            .ToListAsync(cancellationToken);
        var told = 0;
        foreach (var asked in open.GroupBy(o => o.ReviewerId).OrderBy(g => g.Key))
        {
            var riskiest = await scope.Db.ReviewItems.AsNoTracking()
                .Where(i => i.CampaignId == campaign.Id && i.ReviewerId == asked.Key && i.State == ReviewItemState.Open)
                .OrderByDescending(i => i.Risk).ThenByDescending(i => i.AgentRisk).ThenBy(i => i.Id)
                .Take(MostNamedItems)
                .ToListAsync(cancellationToken);
            var reasons = asked.GroupBy(a => a.ReviewerReason).OrderByDescending(g => g.Sum(a => a.Items)).Select(g => g.Key);
            var agents = asked.Select(a => a.AgentId).Distinct().Count();
            told += await TellAsync(scope, campaign, kind, about, asked.Key, new(asked.Sum(a => a.Items), agents, [.. reasons], riskiest), cancellationToken);
        }
        return told;
    }

    /// <summary>Tells those who are asked from now on because others said that it is not theirs.</summary>
    internal async Task PassOnAsync(
        CommandScope scope, Campaign campaign, IReadOnlyCollection<ReviewItem> items, CancellationToken cancellationToken)
    {
        foreach (var passed in items.GroupBy(i => i.ReviewerId).OrderBy(g => g.Key))
        {
            var asked = new Asked(
                passed.Count(),
                passed.Select(i => i.AgentId).Distinct().Count(),
                [.. passed.Select(i => i.ReviewerReason).Distinct()],
                [.. passed.OrderByDescending(i => i.Risk).Take(MostNamedItems)]);
            await TellAsync(scope, campaign, NoticeKind.PassedOn, scope.Now, passed.Key, asked, cancellationToken);
        }
    }

    private async Task<int> TellAsync(
        CommandScope scope, Campaign campaign, NoticeKind kind, DateTimeOffset about, PersonId reviewer, Asked asked, CancellationToken cancellationToken)
    {
        var people = await scope.Db.People.AsNoTracking()
            .Where(p => p.Id == reviewer || p.Id == campaign.OwnerId)
            .ToDictionaryAsync(p => p.Id, cancellationToken);
        var receiver = people[reviewer];
        var id = OutboxMessageId.New();
        var notice = new ReviewNotice
        {
            CampaignId = campaign.Id,
            ReviewerId = reviewer,
            Kind = kind,
            About = about,
            MessageId = id,
            At = scope.Now,
        };
        if (await scope.Db.BulkInsertAsync([notice], skipExisting: true, cancellationToken) == 0)
        {
            return 0;
        }
        var content = await mails.WriteAsync(Letter(campaign, kind, receiver, people[campaign.OwnerId], asked, scope.Now), cancellationToken);
        scope.Send(new()
        {
            Id = id,
            ToPersonId = receiver.Id,
            ToAddress = receiver.Email,
            ToName = receiver.Name,
            Subject = content.Subject,
            Html = content.Html,
            Text = content.Text,
            AboutKind = "campaign",
            AboutId = campaign.Id.Value.ToString(),
            CreatedAt = scope.Now,
            NextAttemptAt = scope.Now,
        });
        return 1;
    }

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
            i.Risk))]);

    /// <summary>What one reviewer is asked.</summary>
    private sealed record Asked(int Items, int Agents, IReadOnlyList<ReviewerReason> Reasons, IReadOnlyList<ReviewItem> Riskiest);
}
