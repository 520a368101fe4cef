using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Tells what identities were seen doing, from events.</summary>
public interface IObservedUse
{
    /// <summary>The actions that an identity was seen to take successfully, each with the last time.</summary>
    Task<IReadOnlyList<UseFact>> ReadAsync(GovernanceDb db, IdentityId id, CancellationToken cancellationToken);
}
