using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>A feature that implies roles: who owns agents is an owner. Features above People register theirs.</summary>
public interface IImpliedRoles
{
    /// <summary>The roles that follow for <paramref name="person"/> from what the feature knows.</summary>
    Task<IReadOnlyList<Role>> OfAsync(GovernanceDb db, PersonId person, CancellationToken cancellationToken);
}
