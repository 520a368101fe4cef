using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People.Provisioning;

/// <summary>Who is in a group that a directory keeps here has the roles that settings give to it, for as long as they are in it.</summary>
/// <param name="roles">Which group gives what.</param>
internal sealed class DirectoryGroupRoles(GroupRoles roles) : IImpliedRoles
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Role>> OfAsync(GovernanceDb db, PersonId person, CancellationToken cancellationToken)
    {
        if (roles.ByGroup.Count == 0)
        {
            return [];
        }
        var members = db.DirectoryGroupMembers.Where(m => m.PersonId == person);
        var groups = await db.DirectoryGroups.AsNoTracking()
            .Where(g => members.Any(m => m.GroupId == g.Id))
            .ToListAsync(cancellationToken);
        return [.. groups
            .SelectMany(g => new[] { g.DisplayName, g.ExternalId, g.Id.Value.ToString() })
            .OfType<string>()
            .SelectMany(name => roles.ByGroup[name])
            .Distinct()];
    }
}
