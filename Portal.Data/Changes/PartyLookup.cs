using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>The identities that a batch of events names, read at once.</summary>
internal sealed class PartyLookup
{
    /// <summary>From this confidence on an unassigned identity's activity is worth keeping, as if it were an agent's.</summary>
    private const int LikelyAgentConfidence = 50;

    private readonly Dictionary<string, Known> _byNativeId;
    private readonly Dictionary<string, Known> _byName;

    private PartyLookup(Dictionary<string, Known> byNativeId, Dictionary<string, Known> byName)
    {
        _byNativeId = byNativeId;
        _byName = byName;
    }

    /// <summary>Reads the identities that <paramref name="events"/> name.</summary>
    /// <param name="db">The database.</param>
    /// <param name="source">The source of the events: what it knows itself goes before what others know.</param>
    /// <param name="related">The sources to look in.</param>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PartyLookup> ReadAsync(
        GovernanceDb db, SourceId source, SourceId[] related, IReadOnlyList<NativeEvent> events, CancellationToken cancellationToken)
    {
        var nativeIds = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var happened in events)
        {
            if (happened.Actor is { } actor)
            {
                nativeIds.Add(actor);
            }
            foreach (var subject in happened.Subjects)
            {
                if (subject.NativeId is { } id)
                {
                    nativeIds.Add(id);
                }
                else
                {
                    names.Add(subject.Name);
                }
            }
        }
        var ofSources = db.Identities.AsNoTracking().Where(i => EF.Parameter(related).Contains(i.SourceId));
        var inFull = nativeIds.ToArray();
        var shortly = names.ToArray();
        var byNativeId = await ReadAsync(db, ofSources.Where(i => EF.Parameter(inFull).Contains(i.NativeId)), cancellationToken);
        var byName = await ReadAsync(db, ofSources.Where(i => EF.Parameter(shortly).Contains(i.Name)), cancellationToken);
        return new(
            byNativeId
                .GroupBy(i => i.NativeId, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => Meant(g, source), StringComparer.Ordinal),
            byName
                .GroupBy(i => PartyKey.Of(i.Kind, i.Container, i.Name), StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => Meant(g, source), StringComparer.Ordinal));
    }

    /// <summary>The identity that a native id names, or null when no snapshot has shown it.</summary>
    public Known? Find(string nativeId) => _byNativeId.GetValueOrDefault(nativeId);

    /// <summary>The identity that a subject names, or null when no snapshot has shown it.</summary>
    public Known? Find(EventSubject subject) => subject.NativeId is { } id
        ? Find(id)
        : _byName.GetValueOrDefault(PartyKey.Of(subject.Kind, subject.Container, subject.Name));

    // A name can be free and taken again under another path: the one that is there is meant. Two sources can read one account.
    private static Known Meant(IEnumerable<Known> alike, SourceId source) =>
        alike.OrderBy(i => i.IsGone).ThenByDescending(i => i.SourceId == source).ThenBy(i => i.Id).First();

    private static async Task<List<Known>> ReadAsync(GovernanceDb db, IQueryable<Identity> identities, CancellationToken cancellationToken)
    {
        var agents = db.Agents;
        return await identities
            .Select(i => new Known(
                i.Id,
                i.SourceId,
                i.NativeId,
                i.Kind,
                i.Container,
                i.Name,
                i.AgentId != null || (!i.IsDismissed && i.Confidence >= LikelyAgentConfidence),
                agents.Where(a => a.Id == i.AgentId && (a.Status == AgentStatus.Confirmed || a.Status == AgentStatus.Quarantined)).Select(a => a.Name).FirstOrDefault(),
                i.ObservedUntil != null))
            .ToListAsync(cancellationToken);
    }

    /// <summary>An identity that a snapshot has shown.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="SourceId">The source that shows it.</param>
    /// <param name="NativeId">Its native id.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Container">Where it lives.</param>
    /// <param name="Name">Its short name.</param>
    /// <param name="IsOfAgent">True when it belongs to an agent, or very likely does.</param>
    /// <param name="Agent">The agent that a person said it belongs to, and nobody else; null when nobody did.</param>
    /// <param name="IsGone">True when the newest snapshot no longer shows it.</param>
    public sealed record Known(IdentityId Id, SourceId SourceId, string NativeId, IdentityKind Kind, string Container, string Name, bool IsOfAgent, string? Agent, bool IsGone);
}
