using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Records;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>
/// Holds every import against the revokes of its source: what is gone is proven, what is still there after it was said to be carried out has
/// failed, what came back has reappeared. A partial snapshot proves only what it brings itself, and the inventory ends nothing because of one.
/// </summary>
/// <param name="platforms">The platforms, to compare what narrowed content allows.</param>
/// <param name="paths">Finds the other ways that remain.</param>
/// <param name="options">How long a person has for what did not work.</param>
public sealed class VerifyRemediations(IEnumerable<IPlatform> platforms, RemainingPaths paths, RemediationOptions options) : ISnapshotFollower
{
    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <inheritdoc/>
    public async Task OnImportedAsync(
        CommandScope scope, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        var campaigns = await scope.Db.Remediations
            .Where(r => r.SourceId == snapshot.SourceId && r.State != RemediationState.RolledBack)
            .Select(r => r.CampaignId)
            .Distinct()
            .ToListAsync(cancellationToken);
        foreach (var id in campaigns.Order())
        {
            var campaign = await scope.TakeCampaignAsync(id, cancellationToken);
            // What was signed off stays as it was signed.
            if (campaign!.State != CampaignState.Sealed && await ObserveAsync(scope, snapshot, campaign, cancellationToken))
            {
                scope.Announce(Topic.Remediations);
                await scope.SettleAsync(campaign, cancellationToken);
            }
        }
    }

    private async Task<bool> ObserveAsync(CommandScope scope, Snapshot snapshot, Campaign campaign, CancellationToken cancellationToken)
    {
        var remediations = await scope.Db.Remediations
            .Where(r => r.CampaignId == campaign.Id && r.SourceId == snapshot.SourceId && r.State != RemediationState.RolledBack)
            .ToListAsync(cancellationToken);
        var identities = remediations.Select(r => r.IdentityId).Distinct().ToList();
        var held = (await scope.Db.Entitlements.AsNoTracking()
            .Where(e => identities.Contains(e.IdentityId) && e.ObservedUntil == null)
            .ToListAsync(cancellationToken))
            .ToLookup(e => e.IdentityId);
        var changed = false;
        foreach (var remediation in remediations)
        {
            var present = held[remediation.IdentityId]
                .SingleOrDefault(e => e.Kind == remediation.Entitlement.Kind && e.Key == remediation.Entitlement.Key);
            var before = remediation.State;
            var seen = await SeenAsync(scope.Db, remediation, present, snapshot, cancellationToken);
            // What is proven stays proven: ways that come later are changes, and questions of the next review.
            var remaining = seen == Sighting.Gone && remediation.State != RemediationState.Verified
                ? await paths.FindAsync(scope.Db, remediation, cancellationToken)
                : (IReadOnlyList<RemainingPath>)[];
            if (remediation.Observe(seen, remaining, snapshot, options.TaskOf(campaign, scope.Now), scope.Now))
            {
                changed = true;
                scope.Record(
                    "remediation.observe",
                    remediation.AsSubject(),
                    new { State = before },
                    RecordedRemediation.Of(remediation));
            }
        }
        return changed;
    }

    private async Task<Sighting> SeenAsync(
        GovernanceDb db, Remediation remediation, Entitlement? present, Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (present is null)
        {
            // The inventory ends an entitlement only where a snapshot was complete, so its absence is proof even now.
            return Sighting.Gone;
        }
        if (remediation.Remedy == Remedy.Narrow && await IsNarrowedAsync(db, remediation, present, cancellationToken))
        {
            return Sighting.Gone;
        }
        // A snapshot that is not complete may have left it out, unless it is the one that brought it.
        return snapshot.IsComplete || present.ObservedFrom == snapshot.TakenAt ? Sighting.StillThere : Sighting.NotCovered;
    }

    private async Task<bool> IsNarrowedAsync(
        GovernanceDb db, Remediation remediation, Entitlement present, CancellationToken cancellationToken)
    {
        if (present.Documents.Select(d => d.Hash).ToHashSet(StringComparer.Ordinal).SetEquals(remediation.Documents.Select(d => d.Hash)))
        {
            return false;
        }
        var identity = await db.Identities.AsNoTracking().SingleAsync(i => i.Id == remediation.IdentityId, cancellationToken);
        if (!_engines.TryGetValue(identity.Platform, out var engine))
        {
            return false;
        }
        var texts = await TextsAsync(db, [.. remediation.Documents, .. present.Documents], cancellationToken);
        PolicyText? TextOf(GrantDocument document) =>
            document.Hash is { } hash && texts.TryGetValue(hash, out var text) ? new PolicyText(hash, text) : null;
        var alone = new Holding(identity.NativeId, identity.Kind, identity.Container, IsManagement: false, identity.Tags, [], [], []);
        return NarrowerAccess.IsNarrower(
            engine, alone, remediation.Entitlement, remediation.Documents.Select(TextOf), present.Documents.Select(TextOf));
    }

    private static async Task<IReadOnlyDictionary<string, string>> TextsAsync(
        GovernanceDb db, IEnumerable<GrantDocument> documents, CancellationToken cancellationToken)
    {
        var hashes = documents.Select(d => d.Hash).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return await db.PolicyDocuments.AsNoTracking()
            .Where(d => hashes.Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, d => d.Text, StringComparer.Ordinal, cancellationToken);
    }
}
