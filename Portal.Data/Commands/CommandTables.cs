using Microsoft.EntityFrameworkCore;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>The tables of the command runner.</summary>
internal static class CommandTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Answers by idempotency key.</summary>
        public DbSet<CommandResult> CommandResults => db.Set<CommandResult>();

        /// <summary>When each topic changed last.</summary>
        public DbSet<TopicMark> TopicMarks => db.Set<TopicMark>();

        /// <summary>Marks topics as changed by the command whose last entry is <paramref name="sequence"/>, with the next save.</summary>
        public void Mark(IEnumerable<Topic> topics, long sequence)
        {
            foreach (var topic in topics)
            {
                var mark = new TopicMark { Topic = topic };
                db.TopicMarks.Attach(mark);
                mark.Sequence = sequence;
            }
        }
    }
}
