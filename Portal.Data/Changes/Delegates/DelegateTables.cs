using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Delegates;

/// <summary>The tables of delegated identities.</summary>
internal static class DelegateTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Identities used through agents.</summary>
        public DbSet<DelegatedIdentity> Delegates => db.Set<DelegatedIdentity>();
    }
}
