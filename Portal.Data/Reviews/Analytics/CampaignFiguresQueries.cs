using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Analytics;

/// <summary>Works out how campaigns go. An answer is the one that counts: what was said before it does not show here.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class CampaignFiguresQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>How many campaigns a trend compares.</summary>
    public const int TrendLength = 12;

    // More days than reviewers ever have.
    private const int MostDays = 400;

    /// <summary>How one campaign goes; null when there is none with this id.</summary>
    public async Task<CampaignFigures?> FindAsync(CampaignId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign)
        {
            return null;
        }
        var items = await ItemsAsync(db, id, cancellationToken);
        var asked = campaign.Stages.Count == 0 ? items : await VotesAsync(db, id, cancellationToken);
        var reviewers = asked.Select(i => i.Reviewer).ToHashSet();
        var managers = await db.People.AsNoTracking().Where(p => reviewers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.ManagerId, cancellationToken);
        var people = await CampaignQueries.PeopleAsync(db, reviewers.Concat(managers.Values.OfType<PersonId>()), cancellationToken);
        return new(
            Summary(campaign, items, await DaysToProofAsync(db, id, cancellationToken)),
            campaign.IsOverdue(clock.GetUtcNow()) ? items.Count(i => i.IsOpen) : 0,
            Burndown(campaign, items, clock.GetUtcNow()),
            Grouped(asked, i => i.Reviewer, campaign, people),
            Grouped(asked, i => managers[i.Reviewer], campaign, people));
    }

    /// <summary>How the latest campaigns went that reviewers were asked in, oldest first.</summary>
    public async Task<IReadOnlyList<CampaignSummary>> TrendAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var campaigns = await db.Campaigns.AsNoTracking()
            .Where(c => c.LaunchedAt != null)
            .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id)
            .Take(TrendLength)
            .ToListAsync(cancellationToken);
        var trend = new List<CampaignSummary>();
        foreach (var campaign in campaigns.AsEnumerable().Reverse())
        {
            trend.Add(Summary(campaign, await ItemsAsync(db, campaign.Id, cancellationToken), await DaysToProofAsync(db, campaign.Id, cancellationToken)));
        }
        return trend;
    }

    private static async Task<IReadOnlyList<Counted>> ItemsAsync(GovernanceDb db, CampaignId id, CancellationToken cancellationToken) => await db.ReviewItems
        .Where(i => i.CampaignId == id)
        .Select(i => new Counted(i.ReviewerId, i.State, i.AnsweredAt))
        .ToListAsync(cancellationToken);

    /// <summary>With several about an item, what each of them was asked and said.</summary>
    private static async Task<IReadOnlyList<Counted>> VotesAsync(GovernanceDb db, CampaignId id, CancellationToken cancellationToken) =>
        (await db.ReviewVotes.Where(v => v.CampaignId == id)
            .Join(db.ReviewItems, v => v.ItemId, i => i.Id, (v, i) => new { v.ReviewerId, v.Kind, v.At, IsOpen = i.State == ReviewItemState.Open && i.Stage == v.Stage })
            .ToListAsync(cancellationToken))
        .ConvertAll(v => new Counted(v.ReviewerId, StateOf(v.Kind, v.IsOpen), v.At));

    private static ReviewItemState StateOf(DecisionKind? said, bool isOpen) => said switch
    {
        DecisionKind.Attest => ReviewItemState.Attested,
        DecisionKind.Revoke => ReviewItemState.Revoked,
        DecisionKind.Reduce => ReviewItemState.Reduced,
        DecisionKind.Abstain => ReviewItemState.Abstained,
        _ => isOpen ? ReviewItemState.Open : ReviewItemState.Unanswered,
    };

    private static async Task<IReadOnlyList<double>> DaysToProofAsync(GovernanceDb db, CampaignId id, CancellationToken cancellationToken) =>
        (await db.Remediations
            .Where(r => r.CampaignId == id && r.State == RemediationState.Verified && r.ProofTakenAt != null)
            .Select(r => new { r.PlannedAt, r.ProofTakenAt })
            .ToListAsync(cancellationToken))
        .ConvertAll(r => (r.ProofTakenAt!.Value - r.PlannedAt).TotalDays);

    private static CampaignSummary Summary(Campaign campaign, IReadOnlyList<Counted> items, IReadOnlyList<double> daysToProof)
    {
        var (answered, revoked) = (items.Count(i => i.AnsweredAt is not null), items.Count(i => i.IsRevoked));
        return new(
            campaign.Id, campaign.Name, campaign.State, campaign.LaunchedAt, items.Count, answered, revoked, Rate(revoked, answered), HoursToAnswer(items, campaign), Median(daysToProof));
    }

    private static IReadOnlyList<ReviewerFigures> Grouped(
        IEnumerable<Counted> items, Func<Counted, PersonId?> by, Campaign campaign, IReadOnlyDictionary<PersonId, PersonRef> people) =>
    [
        .. items
            .GroupBy(by)
            .Select(g => new ReviewerFigures(
                g.Key is { } id ? people[id] : null,
                g.Count(),
                g.Count(i => i.IsOpen),
                g.Count(i => i.IsRevoked),
                Rate(g.Count(i => i.IsRevoked), g.Count(i => i.AnsweredAt is not null)),
                HoursToAnswer(g, campaign)))
            .OrderByDescending(f => f.Open).ThenByDescending(f => f.Items).ThenBy(f => f.Person?.Name, StringComparer.Ordinal),
    ];

    private static List<OpenOnDay> Burndown(Campaign campaign, IReadOnlyList<Counted> items, DateTimeOffset now)
    {
        if (campaign.LaunchedAt is not { } launched)
        {
            return [];
        }
        var end = campaign.EndedAt ?? now;
        var answered = items.Where(i => i.AnsweredAt is not null).CountBy(i => DayOf(i.AnsweredAt!.Value)).ToDictionary(d => d.Key, d => d.Value);
        var open = items.Count;
        List<OpenOnDay> days = [];
        for (var day = DayOf(launched); day <= DayOf(end) && days.Count < MostDays; day = day.AddDays(1))
        {
            open -= answered.GetValueOrDefault(day);
            days.Add(new(day, open));
        }
        return days;
    }

    private static double? HoursToAnswer(IEnumerable<Counted> items, Campaign campaign) =>
        campaign.LaunchedAt is { } launched ? Median([.. items.Where(i => i.AnsweredAt is not null).Select(i => (i.AnsweredAt!.Value - launched).TotalHours)]) : null;

    private static double? Rate(int part, int whole) => whole == 0 ? null : (double)part / whole;

    private static double? Median(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private sealed record Counted(PersonId Reviewer, ReviewItemState State, DateTimeOffset? AnsweredAt)
    {
        public bool IsOpen => State == ReviewItemState.Open;

        public bool IsRevoked => State is ReviewItemState.Revoked or ReviewItemState.Reduced;
    }
}
