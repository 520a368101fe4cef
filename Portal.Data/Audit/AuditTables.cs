using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Storage;

namespace Portal.Data.Audit;

/// <summary>The tables of the record.</summary>
internal static class AuditTables
{
    extension(GovernanceDb db)
    {
        /// <summary>The record.</summary>
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();

        /// <summary>The end of the record.</summary>
        public DbSet<AuditHead> AuditHeads => db.Set<AuditHead>();

        /// <summary>The stored nodes of its tree.</summary>
        public DbSet<AuditNode> AuditNodes => db.Set<AuditNode>();

        /// <summary>Its checkpoints.</summary>
        public DbSet<AuditCheckpoint> AuditCheckpoints => db.Set<AuditCheckpoint>();
    }
}
