using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>The tables of the command runner.</summary>
internal static class CommandTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Answers by idempotency key.</summary>
        public DbSet<CommandResult> CommandResults => db.Set<CommandResult>();
    }
}
