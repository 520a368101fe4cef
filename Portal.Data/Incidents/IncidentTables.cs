using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>The tables of incidents.</summary>
internal static class IncidentTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Incidents.</summary>
        public DbSet<Incident> Incidents => db.Set<Incident>();

        /// <summary>What is said about them.</summary>
        public DbSet<Statement> Statements => db.Set<Statement>();
    }
}
