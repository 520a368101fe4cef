using Microsoft.EntityFrameworkCore;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>
/// Finds the calls of agents that may have set off an act which names none. It asks by the few keys that the act shows, and each time reads the
/// last calls before it; so it does not matter how many there are, nor in which order they arrived.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="platforms">Read events.</param>
internal sealed class ChainReader(GovernanceDb db, IReadOnlyDictionary<Platform, IPlatform> platforms)
{
    /// <summary>The calls, each caller's last, the nearest first; none for an act that names an agent itself.</summary>
    public async Task<IReadOnlyList<FoundLead>> FindAsync(Change act, CancellationToken cancellationToken)
    {
        if (act.NamedAgent is not null || act.IsSilent || act.Raw.Length == 0 || !platforms.TryGetValue(act.Platform, out var platform))
        {
            return [];
        }
        var trail = platform.Events.TrailOf(act.Raw);
        var found = new List<(ChainLead Lead, HopKey Way)>();
        foreach (var way in trail.Keys)
        {
            found.AddRange((await LeadsAsync(act, way, trail.Role, cancellationToken)).Select(lead => (lead, way)));
        }
        // A key that the platform gives once leaves no room for what only looks alike.
        var sure = found.FindAll(f => f.Way.IsUnique);
        var told = (sure.Count > 0 ? sure : found).Where(f => f.Lead.Sequence != act.Sequence).ToList();
        if (told.Count == 0)
        {
            return [];
        }
        var sequences = told.Select(t => t.Lead.Sequence).Distinct().ToArray();
        var calls = await db.Changes.AsNoTracking().Where(c => EF.Parameter(sequences).Contains(c.Sequence)).ToDictionaryAsync(c => c.Sequence, cancellationToken);
        return
        [
            .. told
                .Select(t => (Call: calls[t.Lead.Sequence], t.Lead, t.Way))
                .Where(t => t.Call.NamedAgent is not null && MayShare(platform.Events.TrailOf(t.Call.Raw).Origin, trail.Origin))
                .OrderByDescending(t => t.Call.At).ThenByDescending(t => t.Call.EventId, StringComparer.Ordinal)
                .GroupBy(t => (t.Call.NamedAgent, t.Call.Initiator, t.Call.Actor))
                .Select(g => new FoundLead(g.First().Call, g.First().Lead.Evidence, g.First().Way, g.DistinctBy(t => t.Call.Sequence).Count())),
        ];
    }

    // What was said at the beginning of a chain of sessions cannot change on the way; a service's own session does not have it.
    private static bool MayShare(string? ofCall, string? ofAct) => string.IsNullOrEmpty(ofCall) || string.IsNullOrEmpty(ofAct) || ofCall == ofAct;

    private async Task<IReadOnlyList<ChainLead>> LeadsAsync(Change act, HopKey way, string? role, CancellationToken cancellationToken)
    {
        var (key, until, from) = (ChainLead.KeyOf(way.Key), act.At, act.At - way.Within);
        return await db.ChainLeads.AsNoTracking()
            .Where(l => l.Key == key && l.At <= until && l.At >= from && (l.Role == null || l.Role == role))
            .OrderByDescending(l => l.At).ThenByDescending(l => l.EventId)
            .Take(ChainExplanation.MostCounted)
            .ToListAsync(cancellationToken);
    }
}
