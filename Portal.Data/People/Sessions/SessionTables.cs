using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.People.Sessions;

/// <summary>The tables of sessions and accounts.</summary>
internal static class SessionTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Sessions.</summary>
        public DbSet<Session> Sessions => db.Set<Session>();

        /// <summary>Accounts at providers.</summary>
        public DbSet<Account> Accounts => db.Set<Account>();
    }
}
