using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>
/// Finds out what other processes on the same database did, be it another portal or a verb, and wakes the pages of this one for it. The audit
/// trail says that there was something: whatever stands in it and was not written here.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="feed">Tells open pages.</param>
public sealed class CommandsElsewhere(IDbContextFactory<GovernanceDb> databases, ChangeFeed feed)
{
    private readonly Lock _gate = new();
    private readonly List<(long First, long Last)> _here = [];
    private long? _seen;

    /// <summary>Looks for commands that ran since the last look; the first look only notes where the record ends.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var end = await db.AuditHeads.Where(h => h.Id == AuditHead.OnlyId).Select(h => h.Size).SingleAsync(cancellationToken);
        if (_seen is { } seen && end - seen > WrittenHere(seen, end))
        {
            // Read after the end: what is marked meanwhile is announced now and at the next look, never not at all.
            foreach (var topic in await db.TopicMarks.Where(m => m.Sequence > seen).Select(m => m.Topic).ToListAsync(cancellationToken))
            {
                feed.Publish(topic);
            }
        }
        _seen = end;
    }

    /// <summary>Says that a command of this process has committed entries. One noted late is announced twice.</summary>
    internal void RanHere(IReadOnlyList<AuditEntry> entries)
    {
        lock (_gate)
        {
            _here.Add((entries[0].Sequence, entries[^1].Sequence));
        }
    }

    private long WrittenHere(long after, long upTo)
    {
        lock (_gate)
        {
            _here.RemoveAll(run => run.Last <= after);
            return _here.Sum(run => Math.Max(0, Math.Min(run.Last, upTo) - Math.Max(run.First, after + 1) + 1));
        }
    }
}
