using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Effects;

/// <summary>Reads how a change of an organization's policies changed what binds the accounts below them.</summary>
/// <param name="db">The database.</param>
/// <param name="engine">Reads documents.</param>
/// <param name="change">The change.</param>
internal sealed class AppliedLimitReader(GovernanceDb db, IPermissionEngine engine, Change change)
{
    private const string OnOthers = "What identities of other accounts may still do with the resources there is not in this answer.";

    /// <summary>Reads it; the reason says why that cannot be done.</summary>
    /// <param name="policy">Native id of the policy.</param>
    /// <param name="scope">The place that it was put on or taken off; null when it was made or rewritten.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<(AppliedChange? Applied, string? Reason)> ReadAsync(string policy, string? scope, CancellationToken cancellationToken)
    {
        var sources = db.Sources.Where(s => s.Platform == change.Platform).Select(s => s.Id);
        var rows = await db.Limits.AsNoTracking()
            .Where(l => sources.Contains(l.SourceId) && l.Kind != LimitKind.Boundary && l.Key == policy)
            .OrderBy(l => l.ObservedFrom)
            .ToListAsync(cancellationToken);
        var then = rows.FindAll(l => l.ObservedFrom <= change.At && (l.ObservedUntil is null || l.ObservedUntil > change.At));
        var since = rows.Find(l => l.ObservedFrom > change.At);
        var shown = then.Count > 0 ? then : since is null ? [] : rows.FindAll(l => l.ObservedFrom == since.ObservedFrom);
        return scope is null
            ? await RewrittenAsync(shown, cancellationToken)
            : await PlacedAsync(policy, scope, shown.Count > 0 ? shown[0] : rows.Count > 0 ? rows[^1] : null, cancellationToken);
    }

    private async Task<(AppliedChange?, string?)> RewrittenAsync(List<Limit> shown, CancellationToken cancellationToken)
    {
        if (shown.Count == 0)
        {
            return (null, "It is attached to nothing that the portal knows, so it binds nobody.");
        }
        if (change.After is not { } written)
        {
            return (null, "It took the policy out of the organization; what it was attached to is told by other events.");
        }
        var after = engine.Read(written);
        if (after.Problem is { } problem)
        {
            return (null, $"The event does not say the policy's text, or the platform would not take it: {problem}.");
        }
        var before = change.Before is { } was && engine.Read(was) is { Problem: null } known ? known.Text : null;
        var places = new List<LimitPlace>();
        foreach (var on in shown.DistinctBy(l => (l.Kind, l.Target, l.Name)))
        {
            places.Add(await PlaceAsync(on.Kind, on.Target, on.Name, cancellationToken));
        }
        return Applied(
            places,
            before is null ? null : holding => places.Aggregate(holding, (edited, place) => place.Rewrite(edited, before)),
            holding => places.Aggregate(holding, (edited, place) => place.Rewrite(edited, after.Text)));
    }

    private async Task<(AppliedChange?, string?)> PlacedAsync(string policy, string scope, Limit? shown, CancellationToken cancellationToken)
    {
        if (shown is null)
        {
            return (null, $"What the policy {policy} says is unknown: no snapshot has shown it.");
        }
        var place = await PlaceAsync(shown.Kind, scope, shown.Name, cancellationToken);
        if (change.IsSilent)
        {
            return Applied([place], Silent(place, change.Before), Silent(place, change.After));
        }
        var text = await TextAsync(policy, shown, cancellationToken);
        return change.Kind == ChangeKind.LimitRemoved
            ? Applied([place], holding => place.Put(holding, text), place.Take)
            : Applied([place], place.Take, holding => place.Put(holding, text));
    }

    /// <summary>What two snapshots show: with the policy, or without. Of a text that cannot be read it is only known that there is one.</summary>
    private Func<Holding, Holding> Silent(LimitPlace place, string? document)
    {
        var text = document is not null && engine.Read(document) is { Problem: null } read ? read.Text : null;
        return document is null ? place.Take : holding => place.Put(holding, text);
    }

    private static (AppliedChange?, string?) Applied(IReadOnlyList<LimitPlace> places, Func<Holding, Holding>? before, Func<Holding, Holding> after) =>
        (new(before, after)
        {
            Containers = [.. places.SelectMany(p => p.Containers).Distinct(StringComparer.Ordinal)],
            Gaps = places.Any(p => p.Kind == LimitKind.ResourceControlPolicy) ? [OnOthers] : [],
        }, null);

    private async Task<LimitPlace> PlaceAsync(LimitKind kind, string target, string name, CancellationToken cancellationToken) =>
        new(kind, target, name, (await db.ContainersBelowAsync([target], cancellationToken)).ToHashSet(StringComparer.Ordinal));

    /// <summary>The policy's text then: what an event rewrote after the snapshot, else what the snapshot shows.</summary>
    private async Task<PolicyText?> TextAsync(string policy, Limit shown, CancellationToken cancellationToken)
    {
        var target = ChangeTarget.OfLimit(policy, scope: null);
        var rewritten = await db.Changes.AsNoTracking()
            .Where(c => c.SourceId == change.SourceId && c.Target != null && c.Target == target && c.Error == null && c.After != null && c.At <= change.At)
            .OrderByDescending(c => c.At).ThenByDescending(c => c.EventId)
            .Select(c => new { c.At, c.After })
            .FirstOrDefaultAsync(cancellationToken);
        if (rewritten is not null && (shown.ObservedFrom <= rewritten.At || shown.ObservedFrom > change.At) && engine.Read(rewritten.After!) is { Problem: null } known)
        {
            return known.Text;
        }
        return shown.DocumentHash is { } hash && await db.PolicyDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.Hash == hash, cancellationToken) is { } document
            ? new(document.Hash, document.Text)
            : null;
    }
}
