using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Changes.Rates;
using Portal.Data.Inventory;
using Portal.Data.Reviews;
using Portal.Data.Reviews.MicroReviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Storage;

namespace Portal.Data.Timelines;

/// <summary>
/// Reads timelines of identities and agents. Changes are counted when they are stored, so however many there are, no more is read than the hours
/// that the range holds.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class TimelineQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>How many marks of a kind are shown: the newest.</summary>
    public const int MostMarks = 200;

    private const int MostIdentities = 500;

    private static readonly Dictionary<string, string> Handovers = new(StringComparer.Ordinal)
    {
        ["agent.inherit"] = "the owner left; inherited",
        ["agent.sponsorLeft"] = "the sponsor left",
        ["agent.takeOn"] = "the new owner confirmed it",
        ["agent.handOn"] = "handed on to another owner",
        ["agent.confirm"] = "confirmed as an agent",
        ["agent.dismiss"] = "dismissed",
        ["agent.retire"] = "retired",
        ["agent.create"] = "entered",
        ["agent.discover"] = "discovered",
        ["identity.assign"] = "assigned to an agent",
        ["identity.dismiss"] = "said to be no agent's",
    };

    /// <summary>The timeline of an identity.</summary>
    public async Task<Timeline> OfIdentityAsync(IdentityId id, TimelineRange range, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, [id], ("identity", id.Value.ToString()), range, cancellationToken);
    }

    /// <summary>The timeline of an agent: of the identities that are its own now, at most the 500 riskiest.</summary>
    public async Task<Timeline> OfAgentAsync(AgentId id, TimelineRange range, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var identities = await db.Identities.Where(i => i.AgentId == id).OrderByDescending(i => i.Risk).ThenBy(i => i.Id).Take(MostIdentities).Select(i => i.Id).ToArrayAsync(cancellationToken);
        return await ReadAsync(db, identities, ("agent", id.Value.ToString()), range, cancellationToken);
    }

    private static async Task<Timeline> ReadAsync(GovernanceDb db, IdentityId[] identities, (string Kind, string Id) subject, TimelineRange range, CancellationToken cancellationToken)
    {
        var hours = db.IdentityHours.AsNoTracking().Where(h => EF.Parameter(identities).Contains(h.IdentityId));
        var first = await hours.MinAsync(h => (DateTimeOffset?)h.Hour, cancellationToken);
        var (from, to) = (range.From, range.To);
        var counted = await CountedAsync(hours.Where(h => h.Hour >= from && h.Hour < to), range, cancellationToken);
        List<TimelineMark> marks =
        [
            .. await AskedAsync(db, identities, range, cancellationToken),
            .. await AnsweredAsync(db, identities, range, cancellationToken),
            .. await RemediatedAsync(db, identities, range, cancellationToken),
            .. await HandedOverAsync(db, subject, range, cancellationToken),
        ];
        var shown = marks.GroupBy(m => m.Kind).SelectMany(g => g.OrderByDescending(m => m.At).Take(MostMarks)).OrderBy(m => m.At).ThenBy(m => m.Kind).ThenBy(m => m.Text, StringComparer.Ordinal).ToList();
        return new(range, counted, shown, marks.Count > shown.Count, first);
    }

    private static async Task<IReadOnlyList<TimelineStep>> CountedAsync(IQueryable<IdentityHour> hours, TimelineRange range, CancellationToken cancellationToken)
    {
        var summed = (range.IsByHour ? hours.GroupBy(h => h.Hour) : hours.GroupBy(h => h.Day)).Select(g => new
        {
            g.Key,
            Gave = g.Sum(h => h.Gave),
            Took = g.Sum(h => h.Took),
            Altered = g.Sum(h => h.Altered),
            Destroyed = g.Sum(h => h.Destroyed),
            Acted = g.Sum(h => h.Acted),
            Failed = g.Sum(h => h.Failed),
        });
        var steps = range.Beginnings().Select(from => new TimelineStep(from, 0, 0, 0, 0, 0, 0)).ToList();
        foreach (var part in await summed.ToListAsync(cancellationToken))
        {
            var step = range.StepOf(part.Key);
            var known = steps[step];
            steps[step] = new(
                known.From, known.Gave + part.Gave, known.Took + part.Took, known.Altered + part.Altered, known.Destroyed + part.Destroyed, known.Acted + part.Acted, known.Failed + part.Failed);
        }
        return steps;
    }

    private static async Task<IEnumerable<TimelineMark>> AskedAsync(GovernanceDb db, IdentityId[] identities, TimelineRange range, CancellationToken cancellationToken)
    {
        var (from, to) = (range.From, range.To);
        var asked = await db.ReviewItems.Where(i => EF.Parameter(identities).Contains(i.IdentityId))
            .GroupBy(i => i.CampaignId)
            .Select(g => new { Id = g.Key, Count = g.Count() })
            .Join(db.Campaigns.Where(c => c.LaunchedAt != null && c.LaunchedAt >= from && c.LaunchedAt < to), g => g.Id, c => c.Id, (g, c) => new { c.Id, c.Name, c.Occurrence, c.LaunchedAt, g.Count })
            .OrderByDescending(c => c.LaunchedAt)
            .Take(MostMarks + 1)
            .ToListAsync(cancellationToken);
        return asked.Select(c => new TimelineMark(TimelineMarkKind.ReviewAsked, c.LaunchedAt!.Value, $"{(MicroReviewRule.IsKey(c.Occurrence) ? "The micro-review " : string.Empty)}{c.Name} asked about {c.Count} of its permissions", $"/campaigns/{c.Id.Value}"));
    }

    private static async Task<IEnumerable<TimelineMark>> AnsweredAsync(GovernanceDb db, IdentityId[] identities, TimelineRange range, CancellationToken cancellationToken)
    {
        var (begin, end) = (range.From, range.To);
        var answered = await (
            from item in db.ReviewItems
            join decision in db.Decisions on item.Id equals decision.ItemId
            join entitlement in db.Entitlements on item.EntitlementId equals entitlement.Id
            where EF.Parameter(identities).Contains(item.IdentityId) && decision.At >= begin && decision.At < end
            orderby decision.At descending
            select new { decision.At, decision.Kind, decision.Counts, entitlement.Name, item.CampaignId })
            .Take(MostMarks + 1)
            .ToListAsync(cancellationToken);
        return answered.Select(d => new TimelineMark(
            TimelineMarkKind.ReviewAnswered, d.At, $"{Word(d.Kind)}: {d.Name}{(d.Counts ? string.Empty : " (does not count)")}", $"/campaigns/{d.CampaignId.Value}"));
    }

    private static async Task<IEnumerable<TimelineMark>> RemediatedAsync(GovernanceDb db, IdentityId[] identities, TimelineRange range, CancellationToken cancellationToken)
    {
        // Each has an item, and only those lead to an identity.
        var rows = await (
            from item in db.ReviewItems
            join remediation in db.Remediations.AsNoTracking() on item.Id equals remediation.ItemId
            where EF.Parameter(identities).Contains(item.IdentityId)
            orderby remediation.ChangedAt descending
            select remediation)
            .Take(MostMarks + 1)
            .ToListAsync(cancellationToken);
        return
            from remediation in rows
            from step in StepsOf(remediation)
            where step.At >= range.From && step.At < range.To
            select new TimelineMark(TimelineMarkKind.Remediation, step.At, $"{step.Word}: {remediation.Entitlement.Name}", null);
    }

    private static IEnumerable<(DateTimeOffset At, string Word)> StepsOf(Remediation remediation)
    {
        yield return (remediation.PlannedAt, "decided to take away");
        if (remediation.AppliedAt is { } applied)
        {
            yield return (applied, "said to be taken away");
        }
        var word = remediation.State switch
        {
            RemediationState.Verified => "proved by a snapshot to be gone",
            RemediationState.Failed => "taking it away failed",
            RemediationState.Unsupported => "left to a person to take away",
            RemediationState.Partial => "gone, but other ways remain",
            RemediationState.Reappeared => "came back",
            RemediationState.RiskAccepted => "the risk was accepted",
            RemediationState.RolledBack => "the revoke was taken back",
            RemediationState.Planned or RemediationState.AwaitingApproval or RemediationState.Applying or RemediationState.Applied => null,
        };
        if (word is not null)
        {
            yield return (remediation.ChangedAt, word);
        }
    }

    private static async Task<IEnumerable<TimelineMark>> HandedOverAsync(GovernanceDb db, (string Kind, string Id) subject, TimelineRange range, CancellationToken cancellationToken)
    {
        var (kind, id, from, to) = (subject.Kind, subject.Id, range.From, range.To);
        var actions = Handovers.Keys.ToArray();
        var entries = await db.AuditEntries.AsNoTracking()
            .Where(e => e.SubjectKind == kind && e.SubjectId == id && e.At >= from && e.At < to && e.Outcome == AuditOutcome.Done && EF.Parameter(actions).Contains(e.Action))
            .OrderByDescending(e => e.Sequence)
            .Take(MostMarks + 1)
            .Select(e => new { e.At, e.Action })
            .ToListAsync(cancellationToken);
        return entries.Select(e => new TimelineMark(TimelineMarkKind.Handover, e.At, Handovers[e.Action], null));
    }

    private static string Word(DecisionKind kind) => kind switch
    {
        DecisionKind.Attest => "attested",
        DecisionKind.Revoke => "revoked",
        DecisionKind.Reduce => "to be reduced",
        DecisionKind.NotMine => "passed on",
        DecisionKind.Abstain => "abstained",
    };
}
