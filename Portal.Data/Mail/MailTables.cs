using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Mail;

/// <summary>The tables of the outbox.</summary>
internal static class MailTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Mail that waits or was sent.</summary>
        public DbSet<OutboxMessage> OutboxMessages => db.Set<OutboxMessage>();
    }
}
