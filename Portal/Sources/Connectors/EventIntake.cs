using Portal.Changes;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Sources;

namespace Portal.Sources.Connectors;

/// <summary>Stores what connectors fetch, in the same queue as what is sent to the portal, so that together they take no more memory.</summary>
/// <param name="ingest">Stores it.</param>
/// <param name="queue">Bounds it.</param>
internal sealed class EventIntake(IngestEvents ingest, IngestQueue queue)
{
    // In the time of the machine, not in that of the demo or of a test.
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);
    private static readonly Caller Itself = Caller.System("connector");

    /// <summary>Keeps as unreadable what brings no events.</summary>
    public Task KeepAsync(SourceId source, ReadOnlyMemory<byte> body, EventOrigin origin, string problem, CancellationToken cancellationToken) =>
        StoreAsync(source, () => Task.FromResult<EventBody?>(new(body)), origin with { Problem = problem }, cancellationToken);

    /// <summary>Waits for a turn, fetches, and stores. What is returned is stored.</summary>
    /// <param name="source">The source.</param>
    /// <param name="fetch">Brings the body, or null when there is none.</param>
    /// <param name="origin">How it came.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What became of it; null when there was no body.</returns>
    /// <exception cref="ConnectorException">The source is gone.</exception>
    public async Task<IngestResult?> StoreAsync(SourceId source, Func<Task<EventBody?>> fetch, EventOrigin origin, CancellationToken cancellationToken)
    {
        while (true)
        {
            using (var turn = await queue.EnterAsync(cancellationToken))
            {
                if (turn.IsAcquired)
                {
                    using var body = await fetch();
                    return body is not null
                        ? await ingest.RunAsync(source, body.Bytes, origin, Itself, cancellationToken) ?? throw new ConnectorException("The source is not there any more.")
                        : null;
                }
            }
            await Task.Delay(Wait, TimeProvider.System, cancellationToken);
        }
    }
}
