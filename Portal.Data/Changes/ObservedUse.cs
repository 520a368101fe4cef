using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>What identities were seen doing, from the events that the portal keeps. Failed attempts are no use.</summary>
/// <param name="platforms">Know which actions a call needs.</param>
internal sealed class ObservedUse(IEnumerable<IPlatform> platforms) : IObservedUse
{
    private readonly Dictionary<Platform, IEventReader> _readers = platforms.ToDictionary(p => p.Platform, p => p.Events);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UseFact>> ReadAsync(GovernanceDb db, IdentityId id, CancellationToken cancellationToken)
    {
        var taken = await db.ChangeParties.AsNoTracking()
            .Where(p => p.IdentityId == id && p.IsActor)
            .Join(db.Changes.AsNoTracking().Where(c => c.Error == null && !c.IsSilent), p => p.Sequence, c => c.Sequence, (p, c) => new { c.Platform, c.Service, c.Name, p.At })
            .GroupBy(c => new { c.Platform, c.Service, c.Name })
            .Select(c => new { c.Key.Platform, c.Key.Service, c.Key.Name, At = c.Max(u => u.At) })
            .ToListAsync(cancellationToken);
        return [.. taken
            .SelectMany(c => ActionsOf(c.Platform, c.Service, c.Name).Select(action => (Action: action, c.At)))
            .Select(used => (Colon: used.Action.IndexOf(':', StringComparison.Ordinal), used.Action, used.At))
            .Select(used => new UseFact(used.Action[..used.Colon], used.Action[(used.Colon + 1)..], used.At, ReportedAt: null))];
    }

    private IReadOnlyList<string> ActionsOf(Platform platform, string service, string name) =>
        _readers.TryGetValue(platform, out var reader) ? reader.ActionsOf(service, name) : [$"{service}:{name}"];
}
