using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes.Rates;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>The tables of changes.</summary>
internal static class ChangeTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Changes in the order of arrival.</summary>
        public DbSet<Change> Changes => db.Set<Change>();

        /// <summary>How many there were, by hour and kind.</summary>
        public DbSet<ChangeHour> ChangeHours => db.Set<ChangeHour>();

        /// <summary>In how many each identity had a part, by hour.</summary>
        public DbSet<IdentityHour> IdentityHours => db.Set<IdentityHour>();

        /// <summary>Which identities have a part in them.</summary>
        public DbSet<ChangeParty> ChangeParties => db.Set<ChangeParty>();

        /// <summary>Named principals that nobody knows yet.</summary>
        public DbSet<UnknownParty> UnknownParties => db.Set<UnknownParty>();

        /// <summary>Files of events that were read.</summary>
        public DbSet<ReadFile> ReadFiles => db.Set<ReadFile>();

        /// <summary>Events that could not be read.</summary>
        public DbSet<UnreadableEvent> UnreadableEvents => db.Set<UnreadableEvent>();
    }
}
