using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Who owns an agent is an owner; who sponsors one is a manager.</summary>
internal sealed class OwnerRoles : IImpliedRoles
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Role>> OfAsync(GovernanceDb db, PersonId person, CancellationToken cancellationToken)
    {
        var roles = new List<Role>();
        if (await db.Agents.AnyAsync(a => a.OwnerId == person, cancellationToken))
        {
            roles.Add(Role.Owner);
        }
        if (await db.Agents.AnyAsync(a => a.SponsorId == person, cancellationToken))
        {
            roles.Add(Role.Manager);
        }
        return roles;
    }
}
