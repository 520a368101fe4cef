using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.People.Sync;

/// <summary>The table of directory sync.</summary>
internal static class SyncTables
{
    extension(GovernanceDb db)
    {
        /// <summary>How far it is.</summary>
        public DbSet<DirectorySync> DirectorySyncs => db.Set<DirectorySync>();
    }
}
