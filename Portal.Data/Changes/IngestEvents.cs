using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Takes events of a source. An event has its effect once, whatever the order and however often it comes; when this returns, all that it
/// counts as accepted is stored.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Runs it as one command.</param>
/// <param name="platforms">Read the platforms' own events.</param>
/// <param name="followers">Act on what is stored.</param>
public sealed class IngestEvents(
    IDbContextFactory<GovernanceDb> databases, CommandRunner commands, IEnumerable<IPlatform> platforms, IEnumerable<IChangeFollower> followers)
    : IDisposable
{
    /// <summary>How many events are read again at a time.</summary>
    public const int MostAgain = 1_000;

    // One body is written at a time, in the order of arrival: the database has one writer, and waiting at its lock is neither fair nor cheap.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly RelatedSources _related = new(platforms);

    /// <summary>
    /// Reads the body and stores what it holds: in one transaction, or in several that follow each other when it is large. Where one of them
    /// fails, those before it stand; the same body again adds the rest.
    /// </summary>
    /// <param name="id">The source.</param>
    /// <param name="body">One event, an array, a log file or one event a line, in the platform's own form.</param>
    /// <param name="origin">How it came.</param>
    /// <param name="by">Who sends them.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What became of them; null when there is no such source.</returns>
    public async Task<IngestResult?> RunAsync(
        SourceId id, ReadOnlyMemory<byte> body, EventOrigin origin, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.Ingest);
        if (await PlatformOfAsync(id, cancellationToken) is not { } platform)
        {
            return null;
        }
        var all = IngestResult.Nothing;
        foreach (var batch in origin.Problem is { } problem ? [EventBatch.Unreadable(problem, body)] : EventBatch.Read(platform.Events, body))
        {
            var drafts = EventDraft.Of(batch.Events, id, platform.Platform, origin.IsSimulated);
            drafts.ForEach(d => d.Prepare());
            if (await InTurnAsync("events.ingest", (scope, token) => StoreAsync(scope, id, batch, drafts, origin, token), by, cancellationToken) is not { } result)
            {
                return null;
            }
            all = all.And(result);
        }
        return all;
    }

    /// <summary>Reads events again that could not be read before. What can be read now is stored like any other and kept as unreadable no longer.</summary>
    /// <param name="id">The source.</param>
    /// <param name="which">Those to read; null for the oldest <see cref="MostAgain"/> of the source.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What became of them; null when there is no such source.</returns>
    public async Task<IngestResult?> RedriveAsync(SourceId id, IReadOnlyCollection<UnreadableEventId>? which, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.Ingest);
        return await PlatformOfAsync(id, cancellationToken) is { } platform
            ? await InTurnAsync("events.redrive", (scope, token) => RedriveAsync(scope, id, platform.Events, which, token), by, cancellationToken)
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<IngestResult?> InTurnAsync(
        string name, Func<CommandScope, CancellationToken, Task<IngestResult?>> work, Caller by, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await commands.RunAsync(name, by, Right.Ingest, work, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IngestResult?> StoreAsync(
        CommandScope scope, SourceId id, EventBatch batch, List<EventDraft> drafts, EventOrigin origin, CancellationToken cancellationToken)
    {
        if (await scope.Db.Sources.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } source)
        {
            return null;
        }
        if (origin.File is { } file)
        {
            await scope.Db.LockAsync(ChangeWriter.LockName, cancellationToken);
            if (await scope.Db.ReadFiles.AnyAsync(f => f.SourceId == id && f.Name == file, cancellationToken))
            {
                return new IngestResult(0, batch.Repeated + batch.Events.Count, batch.Ignored, []);
            }
            if (batch.IsLast)
            {
                scope.Db.ReadFiles.Add(new() { SourceId = id, Name = file, At = scope.Now });
                var forgotten = origin.Forgets.ToArray();
                await scope.Db.ReadFiles.Where(f => f.SourceId == id && EF.Parameter(forgotten).Contains(f.Name)).ExecuteDeleteAsync(cancellationToken);
            }
        }
        var stored = await WriteAsync(scope, source, drafts, origin.IsSimulated, cancellationToken);
        var result = new IngestResult(
            stored.Written,
            batch.Repeated + batch.Events.Count - stored.Written - stored.Ignored,
            batch.Ignored + stored.Ignored,
            [.. batch.Rejected.Select(part => new RejectedEvent(part.Index, part.Reason))]);
        var kept = await new UnreadableEvents(scope, id).KeepAsync(batch.Rejected, origin.Name, cancellationToken);
        if (stored.Written + stored.Recalled > 0)
        {
            scope.Announce(Topic.Changes);
        }
        if (kept > 0)
        {
            scope.Announce(Topic.Sources);
        }
        if (stored.IsAnything || kept > 0 || origin.File is not null)
        {
            source.EventsArrived(scope.Now);
            scope.Record(
                "events.ingest",
                new("source", id.Value.ToString(), source.Name),
                after: new
                {
                    result.Accepted,
                    result.Duplicates,
                    result.Ignored,
                    Rejected = result.Rejected.Count,
                    stored.Waiting,
                    stored.Recalled,
                    AreSimulated = origin.IsSimulated,
                    origin.File,
                });
        }
        return result;
    }

    private async Task<IngestResult?> RedriveAsync(
        CommandScope scope, SourceId id, IEventReader reader, IReadOnlyCollection<UnreadableEventId>? which, CancellationToken cancellationToken)
    {
        if (await scope.Db.Sources.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } source)
        {
            return null;
        }
        var ids = which?.ToArray();
        var rows = await scope.Db.UnreadableEvents
            .Where(e => e.SourceId == id && !e.IsCut && (ids == null || EF.Parameter(ids).Contains(e.Id)))
            .OrderBy(e => e.At).ThenBy(e => e.Id)
            .Take(MostAgain)
            .ToListAsync(cancellationToken);
        var result = new IngestResult(0, 0, 0, []);
        var rejected = new List<RejectedEvent>();
        foreach (var row in rows)
        {
            // Small enough to be one: so much of it is kept at most.
            var batch = EventBatch.Read(reader, Encoding.UTF8.GetBytes(row.Raw)).First();
            if (batch.Rejected is [{ Reason: var reason }, ..])
            {
                rejected.Add(new(row.Index, reason));
                row.Reason = OutsideText.Bounded(reason, UnreadableEventConfiguration.ReasonLength);
                continue;
            }
            var drafts = EventDraft.Of(batch.Events, id, source.Platform, areSimulated: false);
            var stored = await WriteAsync(scope, source, drafts, areSimulated: false, cancellationToken);
            result = result with
            {
                Accepted = result.Accepted + stored.Written,
                Duplicates = result.Duplicates + batch.Repeated + batch.Events.Count - stored.Written - stored.Ignored,
                Ignored = result.Ignored + batch.Ignored + stored.Ignored,
            };
            scope.Db.UnreadableEvents.Remove(row);
        }
        if (rows.Count > 0)
        {
            scope.Announce(Topic.Sources);
            scope.Announce(Topic.Changes);
            scope.Record(
                "events.redrive",
                new("source", id.Value.ToString(), source.Name),
                after: new { Read = rows.Count, result.Accepted, result.Duplicates, result.Ignored, Rejected = rejected.Count });
        }
        return result with { Rejected = rejected };
    }

    private async Task<WrittenEvents> WriteAsync(
        CommandScope scope, Source source, List<EventDraft> drafts, bool areSimulated, CancellationToken cancellationToken) =>
        drafts.Count == 0
            ? new(0, 0, 0, 0)
            : await new ChangeWriter(scope, source, await _related.OfAsync(scope.Db, source, cancellationToken), followers)
                .WriteAsync(drafts, platforms.First(p => p.Platform == source.Platform).Events, areSimulated, cancellationToken);

    private async Task<IPlatform?> PlatformOfAsync(SourceId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var platform = await db.Sources.Where(s => s.Id == id).Select(s => (Platform?)s.Platform).SingleOrDefaultAsync(cancellationToken);
        return platform is null
            ? null
            : platforms.FirstOrDefault(p => p.Platform == platform)
                ?? throw new NotSupportedException($"Events of the platform '{platform}' cannot be read yet.");
    }
}
