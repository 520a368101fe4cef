using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>
/// Keeps what calls of agents lead to that were stored before that was kept. Done once, a part at a time; begun again where a portal stopped
/// in the middle, it changes nothing twice.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Runs each part as one command.</param>
/// <param name="platforms">Read events.</param>
public sealed class NoteEarlierLeads(IDbContextFactory<GovernanceDb> databases, CommandRunner commands, IEnumerable<IPlatform> platforms)
{
    /// <summary>How many changes one command goes through.</summary>
    public const int AtOnce = 5_000;

    private const string Done = "chains.note";
    private const string Some = "chains.noteSome";

    private readonly Dictionary<Platform, IEventReader> _readers = platforms.ToDictionary(p => p.Platform, p => p.Events);

    /// <summary>Notes them, if that was not done before.</summary>
    /// <returns>How many were noted.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.AuditEntries.AnyAsync(e => e.Action == Done, cancellationToken) || await db.Changes.MaxAsync(c => (long?)c.Sequence, cancellationToken) is not { } last)
        {
            return 0;
        }
        var noted = 0;
        for (long after = 0; after <= last; after += AtOnce)
        {
            var from = after;
            noted += await commands.RunAsync(Some, by, Right.ManageSources, (scope, token) => NoteAsync(scope, from, isLast: from + AtOnce > last, token), cancellationToken);
        }
        return noted;
    }

    private async Task<int> NoteAsync(CommandScope scope, long after, bool isLast, CancellationToken cancellationToken)
    {
        var upTo = after + AtOnce;
        var calls = await scope.Db.Changes.AsNoTracking()
            .Where(c => c.Sequence > after && c.Sequence <= upTo && c.NamedAgent != null && c.Error == null && c.Raw != string.Empty)
            .Select(c => new { c.Sequence, c.SourceId, c.Platform, c.EventId, c.At, c.Raw })
            .ToListAsync(cancellationToken);
        var leads =
            from call in calls
            where _readers.ContainsKey(call.Platform)
            from lead in _readers[call.Platform].LeadsOf(call.Raw)
            select ChainLead.Of(ChainLead.KeyOf(lead.Key), lead, call.SourceId, call.EventId, call.At, call.Sequence);
        var noted = await scope.Db.BulkInsertAsync(leads, skipExisting: true, cancellationToken);
        if (noted > 0 || isLast)
        {
            scope.Record(isLast ? Done : Some, new("changes", "chains", "what earlier calls of agents lead to"), after: new { Noted = noted, UpTo = upTo });
        }
        return noted;
    }
}
