using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Platforms;

namespace Portal.Data.Changes.Retention;

/// <summary>
/// Forgets raw events that are older than their kind is kept. Goes through changes in the order of their arrival, a part at a time, and begins
/// the next time where it stopped; a portal that has just started goes through all of them once.
/// </summary>
/// <param name="commands">Runs each part as one command.</param>
/// <param name="retention">How long they are kept.</param>
/// <param name="clock">The time.</param>
public sealed class ForgetRawEvents(CommandRunner commands, RawRetention retention, TimeProvider clock)
{
    /// <summary>How many changes one command goes through.</summary>
    public const int AtOnce = 5_000;

    // By days, the place up to which all was looked at.
    private readonly Dictionary<int, long> _lookedAt = [];

    /// <summary>Forgets what is due. Not to be called twice at a time.</summary>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var kinds in retention.Forgotten())
        {
            var before = clock.GetUtcNow().AddDays(-kinds.Key);
            Part part;
            do
            {
                part = await commands.RunAsync(
                    "events.forget", by, Right.ManageSources, (scope, token) => ForgetAsync(scope, [.. kinds], before, _lookedAt.GetValueOrDefault(kinds.Key), token), cancellationToken);
                _lookedAt[kinds.Key] = part.UpTo;
                forgotten += part.Forgotten;
            }
            while (!part.IsLast);
        }
        return forgotten;
    }

    private static async Task<Part> ForgetAsync(CommandScope scope, ChangeKind[] kinds, DateTimeOffset before, long after, CancellationToken cancellationToken)
    {
        var looked = await scope.Db.Changes
            .Where(c => c.Sequence > after)
            .OrderBy(c => c.Sequence)
            .Take(AtOnce)
            .Select(c => new { c.Sequence, c.ArrivedAt })
            .ToListAsync(cancellationToken);
        var due = looked.TakeWhile(c => c.ArrivedAt < before).ToList();
        if (due.Count == 0)
        {
            return new(after, 0, IsLast: true);
        }
        var upTo = due[^1].Sequence;
        var forgotten = await scope.Db.Changes
            .Where(c => c.Sequence > after && c.Sequence <= upTo && EF.Parameter(kinds).Contains(c.Kind) && c.Raw != string.Empty)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Raw, string.Empty), cancellationToken);
        if (forgotten > 0)
        {
            scope.Record("events.forget", new("changes", "raw", "raw events"), after: new { Forgotten = forgotten, Kinds = kinds, ArrivedBefore = before });
        }
        return new(upTo, forgotten, IsLast: due.Count < AtOnce);
    }

    private sealed record Part(long UpTo, int Forgotten, bool IsLast);
}
