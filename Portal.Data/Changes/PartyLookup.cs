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

    /// <summary>Reads the identities of <paramref name="source"/> that <paramref name="events"/> name.</summary>
    public static async Task<PartyLookup> ReadAsync(
        GovernanceDb db, SourceId source, IReadOnlyList<NativeEvent> events, CancellationToken cancellationToken)
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
        var ofSource = db.Identities.AsNoTracking().Where(i => i.SourceId == source);
        var inFull = nativeIds.ToArray();
        var shortly = names.ToArray();
        var byNativeId = await ReadAsync(ofSource.Where(i => EF.Parameter(inFull).Contains(i.NativeId)), cancellationToken);
        var byName = await ReadAsync(ofSource.Where(i => EF.Parameter(shortly).Contains(i.Name)), cancellationToken);
        return new(
            byNativeId.ToDictionary(i => i.NativeId, StringComparer.Ordinal),
            byName
                .GroupBy(i => PartyKey.Of(i.Kind, i.Container, i.Name), StringComparer.Ordinal)
                // A name can be free and taken again under another path: the one that is there is meant.
                .ToDictionary(g => g.Key, g => g.OrderBy(i => i.IsGone).First(), StringComparer.Ordinal));
    }

    /// <summary>The identity that a native id names, or null when no snapshot has shown it.</summary>
    public Known? Find(string nativeId) => _byNativeId.GetValueOrDefault(nativeId);

    /// <summary>The identity that a subject names, or null when no snapshot has shown it.</summary>
    public Known? Find(EventSubject subject) => subject.NativeId is { } id
        ? Find(id)
        : _byName.GetValueOrDefault(PartyKey.Of(subject.Kind, subject.Container, subject.Name));

    private static async Task<List<Known>> ReadAsync(IQueryable<Identity> identities, CancellationToken cancellationToken) =>
        await identities
            .Select(i => new Known(
                i.Id,
                i.NativeId,
                i.Kind,
                i.Container,
                i.Name,
                i.AgentId != null || (!i.IsDismissed && i.Confidence >= LikelyAgentConfidence),
                i.ObservedUntil != null))
            .ToListAsync(cancellationToken);

    /// <summary>An identity that a snapshot has shown.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="NativeId">Its native id.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Container">Where it lives.</param>
    /// <param name="Name">Its short name.</param>
    /// <param name="IsOfAgent">True when it belongs to an agent, or very likely does.</param>
    /// <param name="IsGone">True when the newest snapshot no longer shows it.</param>
    public sealed record Known(IdentityId Id, string NativeId, IdentityKind Kind, string Container, string Name, bool IsOfAgent, bool IsGone);
}
