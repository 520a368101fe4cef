using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Audit;

/// <summary>The tables of the record.</summary>
internal static class AuditTables
{
    extension(GovernanceDb db)
    {
        /// <summary>The record.</summary>
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
    }
}
