using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Population;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>
/// Reads what a campaign covers, from which readings of which sources, and makes its items, without asking anybody yet. It is blocked where a
/// source may not be complete. What the items show is worked out before the transaction that makes them, and again for whatever changed in
/// between. Interrupted at any point it is repeated.
/// </summary>
public sealed class CollectCampaign
{
    private readonly CommandRunner _commands;
    private readonly IDbContextFactory<GovernanceDb> _databases;
    private readonly ReviewItemWriter _writer;
    private readonly IOptions<ReviewOptions> _options;
    private readonly TimeProvider _clock;

    /// <summary>Makes one.</summary>
    /// <param name="commands">Runs each step as one command.</param>
    /// <param name="databases">Where contexts come from, to work out what items show before the transaction.</param>
    /// <param name="facts">Works out what items show.</param>
    /// <param name="options">How old a reading may be.</param>
    /// <param name="clock">The time.</param>
    public CollectCampaign(
        CommandRunner commands, IDbContextFactory<GovernanceDb> databases, FactsReader facts, IOptions<ReviewOptions> options, TimeProvider clock)
    {
        _commands = commands;
        _databases = databases;
        _writer = new(facts);
        _options = options;
        _clock = clock;
    }

    private int MaxAgeHours => _options.Value.MaxSourceAgeHours;

    /// <summary>Reads it, anew where it was read before.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<CampaignMoved?> RunAsync(CampaignId id, Caller by, CancellationToken cancellationToken) => RunAsync(id, again: true, by, cancellationToken);

    /// <summary>Reads it; what was read already is read anew only where that is asked for.</summary>
    internal async Task<CampaignMoved?> RunAsync(CampaignId id, bool again, Caller by, CancellationToken cancellationToken)
    {
        var begun = await _commands.MoveAsync(
            "campaign.collect",
            id,
            reason: null,
            by,
            async (scope, campaign, token) =>
            {
                var moved = !again && campaign.State == CampaignState.Staged ? CampaignMoved.AlreadySo : campaign.Collect(scope.Now);
                if (moved == CampaignMoved.Done)
                {
                    await scope.Db.DropStagedAsync(campaign, token);
                }
                return moved;
            },
            cancellationToken);
        if (begun is not (CampaignMoved.Done or CampaignMoved.AlreadySo))
        {
            return begun;
        }
        var known = new KnownFacts();
        await PrepareAsync(id, known, cancellationToken);
        return await _commands.MoveAsync("campaign.stage", id, reason: null, by, (scope, campaign, token) => StageAsync(scope, campaign, known, token), cancellationToken);
    }

    /// <summary>Whether what a staged campaign covers is still exactly its items, and may still be everything.</summary>
    internal async Task<bool> IsAsCollectedAsync(CommandScope scope, Campaign campaign, CancellationToken cancellationToken)
    {
        var access = await Scopes.ScopeReader.ReadAsync(scope.Db, campaign.Scope, scope.Now, cancellationToken);
        var covered = access.Held.Select(h => h.Id).ToHashSet();
        var items = await scope.Db.ReviewItems.Where(i => i.CampaignId == campaign.Id).Select(i => i.EntitlementId).ToListAsync(cancellationToken);
        if (items.Count != covered.Count || !items.TrueForAll(covered.Contains))
        {
            return false;
        }
        var sources = await SourceReadings.ReadAsync(
            scope.Db, campaign.Scope, new Roster([], access, new Dictionary<PersonId, People.Person>()), TimeSpan.FromHours(MaxAgeHours), scope.Now, cancellationToken);
        return !(campaign.Manifest! with { Sources = sources }).Blocking(campaign.Exceptions).Any();
    }

    private async Task PrepareAsync(CampaignId id, KnownFacts known, CancellationToken cancellationToken)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.State == CampaignState.Collecting, cancellationToken) is { } campaign)
        {
            await _writer.PrepareAsync(db, await Roster.ReadAsync(db, campaign.Scope, campaign.Asking, _clock.GetUtcNow(), cancellationToken), known, cancellationToken);
        }
    }

    private async Task<CampaignMoved> StageAsync(CommandScope scope, Campaign campaign, KnownFacts known, CancellationToken cancellationToken)
    {
        if (campaign.State != CampaignState.Collecting)
        {
            return campaign.State is CampaignState.Staged or CampaignState.Active ? CampaignMoved.AlreadySo : CampaignMoved.WrongState;
        }
        var roster = await Roster.ReadAsync(scope.Db, campaign.Scope, campaign.Asking, scope.Now, cancellationToken);
        var sources = await SourceReadings.ReadAsync(scope.Db, campaign.Scope, roster, TimeSpan.FromHours(MaxAgeHours), scope.Now, cancellationToken);
        var manifest = new PopulationManifest(
            scope.Now, MaxAgeHours, sources, roster.Access.Excluded, roster.Access.Vanished, roster.Access.Held.Count, ItemsHash: null);
        if (campaign.CanStage(manifest, roster.Unreviewable) == CampaignMoved.Done)
        {
            manifest = manifest with { ItemsHash = await _writer.WriteAsync(scope.Db, campaign, roster, known, cancellationToken) };
        }
        return campaign.Stage(manifest, roster.Count(scope.Now), roster.Unreviewable);
    }
}
