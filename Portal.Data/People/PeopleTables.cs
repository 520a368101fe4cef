using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>The tables of people and tokens.</summary>
internal static class PeopleTables
{
    extension(GovernanceDb db)
    {
        /// <summary>People.</summary>
        public DbSet<Person> People => db.Set<Person>();

        /// <summary>API tokens.</summary>
        public DbSet<ApiToken> ApiTokens => db.Set<ApiToken>();
    }
}
