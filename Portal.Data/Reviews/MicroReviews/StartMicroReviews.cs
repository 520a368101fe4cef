using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>
/// Opens the reviews that rules ask for: gathers what sets each off, and while none of its reviews is open, begins one over all that waits. What
/// comes meanwhile waits for the next. Each review has a number, and its name is a unique key of campaigns, so that it is opened once, however
/// many portals try; killed at any point, the next run goes on.
/// </summary>
public sealed class StartMicroReviews
{
    // What became known while the last run was reading: imports take their time, and weighing changes may take longer.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(2);
    private static readonly TimeSpan OverlapOfWeighing = TimeSpan.FromDays(2);

    /// <summary>So far back a rule looks after no portal ran, and the preview.</summary>
    public static readonly TimeSpan LongestLook = TimeSpan.FromDays(90);

    private readonly CommandRunner _commands;
    private readonly IDbContextFactory<GovernanceDb> _databases;
    private readonly CreateCampaign _create;
    private readonly LaunchCampaign _launch;
    private readonly CancelCampaign _cancel;
    private readonly TimeProvider _clock;
    private readonly Dictionary<Platform, IPermissionEngine> _engines;

    // Only spares work: what is known already has a row.
    private readonly ConcurrentDictionary<(MicroReviewRuleId Rule, int Version), DateTimeOffset> _lookedAt = new();

    /// <summary>Makes one.</summary>
    /// <param name="commands">Stores each step as one command.</param>
    /// <param name="databases">Where contexts come from, to find what sets rules off.</param>
    /// <param name="platforms">Whose engines judge.</param>
    /// <param name="create">Prepares campaigns.</param>
    /// <param name="launch">Asks reviewers.</param>
    /// <param name="cancel">Gives up what was never asked.</param>
    /// <param name="clock">The time.</param>
    public StartMicroReviews(
        CommandRunner commands, IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms, CreateCampaign create, LaunchCampaign launch, CancelCampaign cancel, TimeProvider clock)
    {
        (_commands, _databases, _create, _launch, _cancel, _clock) = (commands, databases, create, launch, cancel, clock);
        _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);
    }

    /// <summary>Gathers, and opens what is to be opened.</summary>
    /// <returns>How many reviews were opened.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        var (opened, failures) = (0, new List<Exception>());
        foreach (var rule in await ActiveAsync(cancellationToken))
        {
            try
            {
                opened += await FollowAsync(rule, by, cancellationToken) ? 1 : 0;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One rule that cannot be followed must not keep the others from it.
                failures.Add(exception);
            }
        }
        return failures.Count == 0 ? opened : throw new AggregateException(failures);
    }

    private async Task<bool> FollowAsync(MicroReviewRule rule, Caller by, CancellationToken cancellationToken)
    {
        await GatherAsync(rule, by, cancellationToken);
        if (await ToLetGoAsync(rule.Id, cancellationToken))
        {
            await LetGoAsync(rule.Id, by, cancellationToken);
        }
        var isOpened = await WaitingAsync(rule, cancellationToken) is { Count: > 0 } waiting
            && await BeginAsync(rule.Id, waiting, by, cancellationToken) is { } review
            && await OpenAsync(rule.Id, review, by, cancellationToken);
        await LaunchAsync(rule.Id, by, cancellationToken);
        return isOpened;
    }

    private async Task<IReadOnlyList<MicroReviewRule>> ActiveAsync(CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        return await db.MicroReviewRules.AsNoTracking().Where(r => r.IsActive).OrderBy(r => r.Id).ToListAsync(cancellationToken);
    }

    private async Task GatherAsync(MicroReviewRule rule, Caller by, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var since = (_lookedAt.TryGetValue((rule.Id, rule.Version), out var looked), rule.Trigger) switch
        {
            // When something was last used may become known long after, and looking is cheap.
            (false, _) or (_, MicroReviewTrigger.Dormant) => now - LongestLook,
            (_, MicroReviewTrigger.BeyondAttested) => looked - OverlapOfWeighing,
            _ => looked - Overlap,
        };
        var found = await FindAsync(rule, since > rule.WatchedFrom ? since : rule.WatchedFrom, now, cancellationToken);
        if (found.Count > 0)
        {
            await _commands.RunAsync("microReviewRule.gather", by, Right.ManageCampaigns, (scope, token) => StoreAsync(scope, rule, found, token), cancellationToken);
        }
        _lookedAt[(rule.Id, rule.Version)] = now;
    }

    private async Task<IReadOnlyList<FoundOccasion>> FindAsync(MicroReviewRule rule, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var known = await db.MicroReviewOccasions.Where(o => o.RuleId == rule.Id).Select(o => o.Key).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        return await new OccasionReader(db, _engines).FindAsync(rule.Trigger, rule.Threshold, rule.Filter, since, now, known, cancellationToken);
    }

    private static async Task<int> StoreAsync(CommandScope scope, MicroReviewRule read, IReadOnlyList<FoundOccasion> found, CancellationToken cancellationToken)
    {
        if (await LockedAsync(scope, read.Id, cancellationToken) is not { } rule || rule.Version != read.Version)
        {
            return 0;
        }
        var known = await scope.Db.MicroReviewOccasions.Where(o => o.RuleId == rule.Id).Select(o => o.Key).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var fresh = found.Where(f => known.Add(f.Key)).Select(f => new MicroReviewOccasion
        {
            RuleId = rule.Id,
            Key = f.Key,
            IdentityId = f.Identity,
            EntitlementId = f.Entitlement,
            ChangeId = f.Change,
            At = f.At.ToUniversalTime(),
            FoundAt = scope.Now,
            Why = f.Why.Length <= MicroReviewOccasion.WhyLength ? f.Why : string.Concat(f.Why.AsSpan(0, MicroReviewOccasion.WhyLength - 1), "…"),
        }).ToList();
        if (fresh.Count == 0)
        {
            return 0;
        }
        var before = RecordedMicroReviewRule.Of(rule);
        scope.Db.MicroReviewOccasions.AddRange(fresh);
        rule.Occasions += fresh.Count;
        Record(scope, "microReviewRule.gather", rule, before);
        return fresh.Count;
    }

    /// <summary>Gives up a review that could not be asked before its deadline, and lets what led to it wait for the next.</summary>
    private async Task LetGoAsync(MicroReviewRuleId id, Caller by, CancellationToken cancellationToken)
    {
        var late = await _commands.RunAsync(
            "microReviewRule.letGo",
            by,
            Right.ManageCampaigns,
            async (scope, token) =>
            {
                if (await LockedAsync(scope, id, token) is not { CampaignId: { } campaign } rule
                    || await scope.Db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == campaign, token) is not { LaunchedAt: null, IsOver: false } unasked
                    || unasked.DueAt > scope.Now)
                {
                    return (CampaignId?)null;
                }
                var before = RecordedMicroReviewRule.Of(rule);
                rule.CampaignId = null;
                await scope.Db.MicroReviewOccasions.Where(o => o.RuleId == id && o.CampaignId == campaign)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.CampaignId, (CampaignId?)null).SetProperty(o => o.Review, (int?)null), token);
                Record(scope, "microReviewRule.letGo", rule, before);
                return campaign;
            },
            cancellationToken);
        if (late is { } over)
        {
            await _cancel.RunAsync(over, "Its deadline passed before anybody could be asked; what it was about waits for the next.", by, cancellationToken);
        }
    }

    private async Task<bool> ToLetGoAsync(MicroReviewRuleId id, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var now = _clock.GetUtcNow();
        return await db.MicroReviewRules.Where(r => r.Id == id)
            .Join(db.Campaigns.Where(c => c.LaunchedAt == null && c.State != CampaignState.Cancelled && c.DueAt <= now), r => r.CampaignId, c => c.Id, (r, _) => r.Id)
            .AnyAsync(cancellationToken);
    }

    /// <summary>What is in no review yet, with what would be asked about; worked out before the transaction, which keeps to it.</summary>
    private async Task<IReadOnlyDictionary<MicroReviewOccasionId, IReadOnlyList<EntitlementId>?>> WaitingAsync(MicroReviewRule rule, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.MicroReviewOccasions.AsNoTracking().Where(o => o.RuleId == rule.Id && o.CampaignId == null && o.SettledAt == null).ToListAsync(cancellationToken);
        return waiting.Count == 0 || await IsOpenAsync(db, rule.Id, cancellationToken)
            ? new Dictionary<MicroReviewOccasionId, IReadOnlyList<EntitlementId>?>()
            : await new OccasionAccess(db, _engines, _clock.GetUtcNow()).ReadAsync(rule.Trigger, waiting, cancellationToken);
    }

    /// <summary>Takes what waits into a new review, unless one is open, or something younger may still join.</summary>
    /// <returns>The number of the review that is to be opened, or null for none.</returns>
    private Task<int?> BeginAsync(
        MicroReviewRuleId id, IReadOnlyDictionary<MicroReviewOccasionId, IReadOnlyList<EntitlementId>?> access, Caller by, CancellationToken cancellationToken) => _commands.RunAsync<int?>(
        "microReviewRule.begin",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            if (await LockedAsync(scope, id, token) is not { } rule || await IsOpenAsync(scope.Db, id, token))
            {
                return null;
            }
            if (await scope.Db.MicroReviewOccasions.AnyAsync(o => o.RuleId == id && o.Review == rule.Reviews && o.CampaignId == null && o.SettledAt == null, token))
            {
                return rule.Reviews;
            }
            var waiting = (await scope.Db.MicroReviewOccasions.Where(o => o.RuleId == id && o.Review == null && o.SettledAt == null).OrderBy(o => o.FoundAt).ThenBy(o => o.Id).ToListAsync(token))
                .FindAll(o => access.ContainsKey(o.Id));
            if (waiting.Count == 0 || waiting[0].FoundAt.AddMinutes(rule.GatherMinutes) > scope.Now)
            {
                return null;
            }
            var before = RecordedMicroReviewRule.Of(rule);
            var isBegun = Take(waiting, access, rule.Reviews + 1, scope.Now);
            if (!isBegun && !waiting.Exists(o => o.SettledAt is not null))
            {
                return null;
            }
            rule.Reviews += isBegun ? 1 : 0;
            Record(scope, "microReviewRule.begin", rule, before);
            return isBegun ? rule.Reviews : null;
        },
        cancellationToken);

    /// <summary>Sorts what waits: into the review as far as it holds, or settled since nothing of it is held any more.</summary>
    private static bool Take(
        List<MicroReviewOccasion> waiting, IReadOnlyDictionary<MicroReviewOccasionId, IReadOnlyList<EntitlementId>?> access, int review, DateTimeOffset now)
    {
        var listed = new HashSet<EntitlementId>();
        foreach (var occasion in waiting)
        {
            if (access[occasion.Id] is not { } asked)
            {
                continue;
            }
            if (asked.Count == 0)
            {
                occasion.SettledAt = now;
            }
            else if (listed.Count + asked.Count(e => !listed.Contains(e)) <= CampaignScope.MostListed)
            {
                listed.UnionWith(asked);
                occasion.Review = review;
            }
        }
        return listed.Count > 0;
    }

    private async Task<bool> OpenAsync(MicroReviewRuleId id, int review, Caller by, CancellationToken cancellationToken)
    {
        var draft = await DraftAsync(id, review, cancellationToken);
        if (draft is null)
        {
            return false;
        }
        var created = draft.Listed.Count == 0 ? null : await _create.RunAsync(draft, by, cancellationToken);
        var problem = created is { Id: null } ? string.Join(' ', created.Problems.SelectMany(p => p.Value)) : null;
        return await _commands.RunAsync(
            "microReviewRule.open",
            by,
            Right.ManageCampaigns,
            async (scope, token) =>
            {
                if (await LockedAsync(scope, id, token) is not { } rule || rule.Reviews != review)
                {
                    return false;
                }
                var before = RecordedMicroReviewRule.Of(rule);
                rule.Problem = Bounded(problem);
                var mine = scope.Db.MicroReviewOccasions.Where(o => o.RuleId == id && o.Review == review && o.CampaignId == null && o.SettledAt == null);
                if (created is null)
                {
                    // Nothing of it is held any more.
                    await mine.ExecuteUpdateAsync(set => set.SetProperty(o => o.SettledAt, scope.Now), token);
                }
                var isNew = created?.Id is { } campaign && await mine.ExecuteUpdateAsync(set => set.SetProperty(o => o.CampaignId, campaign), token) > 0;
                rule.CampaignId = created?.Id ?? rule.CampaignId;
                if (created is null || isNew || before != RecordedMicroReviewRule.Of(rule))
                {
                    Record(scope, "microReviewRule.open", rule, before);
                }
                return isNew;
            },
            cancellationToken);
    }

    private async Task<CampaignDraft?> DraftAsync(MicroReviewRuleId id, int review, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        if (await db.MicroReviewRules.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } rule)
        {
            return null;
        }
        var now = _clock.GetUtcNow();
        var mine = await db.MicroReviewOccasions.AsNoTracking().Where(o => o.RuleId == id && o.Review == review).ToListAsync(cancellationToken);
        var access = await new OccasionAccess(db, _engines, now).ReadAsync(rule.Trigger, mine, cancellationToken);
        var listed = access.Values.SelectMany(e => e ?? []).Distinct().Take(CampaignScope.MostListed).ToList();
        var isHere = await db.People.AnyAsync(p => p.Id == rule.OwnerId && p.IsActive, cancellationToken);
        return rule.DraftOf(review, listed, isHere ? rule.OwnerId : null, now);
    }

    /// <summary>Asks the reviewers of the last review. What blocks it stands on the rule, and it is tried again once its sources were read again.</summary>
    private async Task LaunchAsync(MicroReviewRuleId id, Caller by, CancellationToken cancellationToken)
    {
        if (await ToLaunchAsync(id, cancellationToken) is not { } campaign)
        {
            return;
        }
        var moved = await _launch.RunAsync(campaign, by, cancellationToken);
        if (moved == CampaignMoved.Empty)
        {
            await _cancel.RunAsync(campaign, "Nothing of what it was about is held any more.", by, cancellationToken);
        }
        var problem = moved is CampaignMoved.Done or CampaignMoved.AlreadySo or CampaignMoved.Empty or null ? null : Say(moved.Value);
        await _commands.RunAsync(
            "microReviewRule.launch",
            by,
            Right.ManageCampaigns,
            async (scope, token) =>
            {
                if (await LockedAsync(scope, id, token) is not { } rule || rule.Problem == problem)
                {
                    return false;
                }
                var before = RecordedMicroReviewRule.Of(rule);
                rule.Problem = problem;
                Record(scope, "microReviewRule.launch", rule, before);
                return true;
            },
            cancellationToken);
    }

    private async Task<CampaignId?> ToLaunchAsync(MicroReviewRuleId id, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var last = await db.MicroReviewRules.Where(r => r.Id == id).Join(db.Campaigns.AsNoTracking(), r => r.CampaignId, c => c.Id, (r, c) => new { Campaign = c, r.Problem }).SingleOrDefaultAsync(cancellationToken);
        return last switch
        {
            { Campaign: { LaunchedAt: null, IsOver: false, State: CampaignState.BlockedIncomplete } blocked } when !await blocked.IsReadAgainAsync(db, cancellationToken) => null,
            // Nobody to ask: that a person has to change.
            { Campaign: { LaunchedAt: null, IsOver: false, State: CampaignState.Draft }, Problem: not null } => null,
            { Campaign: { LaunchedAt: null, IsOver: false } campaign } => campaign.Id,
            _ => null,
        };
    }

    private static Task<bool> IsOpenAsync(GovernanceDb db, MicroReviewRuleId rule, CancellationToken cancellationToken) => db.MicroReviewRules
        .Where(r => r.Id == rule)
        .Join(db.Campaigns.Where(c => c.EndedAt == null && c.State != CampaignState.Cancelled), r => r.CampaignId, c => c.Id, (r, _) => r.Id)
        .AnyAsync(cancellationToken);

    private static async Task<MicroReviewRule?> LockedAsync(CommandScope scope, MicroReviewRuleId id, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(SaveMicroReviewRule.LockOf(id), cancellationToken);
        return await scope.Db.MicroReviewRules.SingleOrDefaultAsync(r => r.Id == id && r.IsActive, cancellationToken);
    }

    private static void Record(CommandScope scope, string action, MicroReviewRule rule, RecordedMicroReviewRule before)
    {
        scope.Record(action, RecordedMicroReviewRule.SubjectOf(rule), before, RecordedMicroReviewRule.Of(rule));
        scope.Announce(Topic.Reviews);
    }

    private static string Say(CampaignMoved refusal) => refusal switch
    {
        CampaignMoved.Incomplete => "Its last review is blocked: a source is too old, partial or failed. Collect it again, or sign for it on the review's page.",
        CampaignMoved.NobodyToAsk => "Of its last review nobody can be asked about some of the access. Name an owner of the agent, then launch it on the review's page.",
        _ => $"Its last review could not be asked: {refusal}.",
    };

    private static string? Bounded(string? problem) => problem is { Length: > MicroReviewRule.ProblemLength } ? problem[..MicroReviewRule.ProblemLength] : problem;
}
