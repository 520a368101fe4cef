using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Sources;

/// <summary>The tables of sources.</summary>
internal static class SourceTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Connected sources.</summary>
        public DbSet<Source> Sources => db.Set<Source>();

        /// <summary>Readings of them.</summary>
        public DbSet<Snapshot> Snapshots => db.Set<Snapshot>();

        /// <summary>Long-running operations.</summary>
        public DbSet<Operation> Operations => db.Set<Operation>();
    }
}
