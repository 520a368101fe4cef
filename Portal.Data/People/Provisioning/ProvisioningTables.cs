using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.People.Provisioning;

/// <summary>The tables of directories' groups.</summary>
internal static class ProvisioningTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Groups.</summary>
        public DbSet<DirectoryGroup> DirectoryGroups => db.Set<DirectoryGroup>();

        /// <summary>Who is in which.</summary>
        public DbSet<DirectoryGroupMember> DirectoryGroupMembers => db.Set<DirectoryGroupMember>();
    }
}
