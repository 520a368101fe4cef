using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>The tables of chains.</summary>
internal static class ChainTables
{
    extension(GovernanceDb db)
    {
        /// <summary>What calls of agents lead to.</summary>
        public DbSet<ChainLead> ChainLeads => db.Set<ChainLead>();

        /// <summary>Acts that may yet become changes.</summary>
        public DbSet<PassingAct> PassingActs => db.Set<PassingAct>();

        /// <summary>By what those know the calls before them.</summary>
        public DbSet<PassingKey> PassingKeys => db.Set<PassingKey>();
    }
}
