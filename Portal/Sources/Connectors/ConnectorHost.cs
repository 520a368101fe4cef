using Amazon.Runtime;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Sources.Connectors;

/// <summary>
/// Runs the connectors of all sources whose settings ask for one: from the moment that they do until they say otherwise, and whatever fails is
/// tried again with growing pauses.
/// </summary>
/// <param name="sources">Reads the settings.</param>
/// <param name="connectors">Makes connectors.</param>
/// <param name="states">Is told how they fare.</param>
/// <param name="feed">Says that sources changed.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
internal sealed partial class ConnectorHost(
    SourceQueries sources, AwsConnectors connectors, ConnectorStates states, ChangeFeed feed, TimeProvider clock, ILogger<ConnectorHost> log) : BackgroundService
{
    // In the time of the machine, not in that of the demo or of a test.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);
    private static readonly Caller Itself = Caller.System("connector");
    private readonly Dictionary<SourceId, Running> _running = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changed = feed.Follow(Topic.Sources, stoppingToken).GetAsyncEnumerator(stoppingToken);
        var next = changed.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                if (await Task.WhenAny(next, Task.Delay(LookAgain, TimeProvider.System, stoppingToken)) == next)
                {
                    await next;
                    next = changed.MoveNextAsync().AsTask();
                }
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops; what was not stored comes again.
        }
        finally
        {
            foreach (var source in _running.Keys.ToList())
            {
                await StopAsync(source);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var wanted = new Dictionary<SourceId, SourceRow>();
            string? after = null;
            do
            {
                var page = await sources.ListAsync(new PageRequest(after, PageRequest.MostItems), Itself, cancellationToken);
                foreach (var source in page.Items.Where(s => s.Platform == Platform.Aws && AwsEventSettings.AreIn(s.Settings)))
                {
                    wanted.Add(source.Id, source);
                }
                after = page.Next;
            }
            while (after is not null);
            foreach (var (id, running) in _running.Where(r => !wanted.TryGetValue(r.Key, out var source) || !IsSame(source.Settings, r.Value.Settings)).ToList())
            {
                await StopAsync(id);
            }
            foreach (var source in wanted.Values.Where(s => !_running.ContainsKey(s.Id)))
            {
                Start(source, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogUnread(exception);
        }
    }

    private void Start(SourceRow source, CancellationToken cancellationToken)
    {
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        states.Set(source.Id, new("source", null, null, null));
        _running.Add(source.Id, new(source.Settings, stopping, Task.Run(() => FollowAsync(source, stopping.Token), CancellationToken.None)));
    }

    private async Task StopAsync(SourceId source)
    {
        if (_running.Remove(source, out var running))
        {
            await running.Stopping.CancelAsync();
            await running.Work;
            running.Stopping.Dispose();
            states.Remove(source);
        }
    }

    private async Task FollowAsync(SourceRow source, CancellationToken cancellationToken)
    {
        IConnector? connector = null;
        var pause = ShortestPause;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    connector ??= connectors.Make(source);
                    var mayBeMore = await connector.ReadAsync(cancellationToken);
                    Succeed(source, connector);
                    pause = ShortestPause;
                    if (!mayBeMore)
                    {
                        await Task.Delay(connector.Pause, TimeProvider.System, cancellationToken);
                    }
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception failed)
                {
                    Fail(source, connector?.Kind ?? "source", failed);
                    await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
        finally
        {
            connector?.Dispose();
        }
    }

    private void Succeed(SourceRow source, IConnector connector)
    {
        if (states.Of(source.Id)?.Problem is not null)
        {
            LogRecovered(connector.Kind, source.Name);
        }
        states.Set(source.Id, new(connector.Kind, clock.GetUtcNow(), null, null));
    }

    private void Fail(SourceRow source, string kind, Exception failed)
    {
        var before = states.Of(source.Id);
        var problem = failed is ConnectorException ? failed.Message
            : failed is AmazonServiceException said && Enum.IsDefined(said.StatusCode) ? $"{said.ErrorCode}: {said.Message}"
            : failed.GetBaseException().Message;
        states.Set(source.Id, new(kind, before?.ReadAt, problem, before?.Since ?? clock.GetUtcNow()));
        if (before?.Problem != problem)
        {
            LogFailed(failed, kind, source.Name);
            feed.Publish(Topic.Sources);
        }
    }

    private static bool IsSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(setting => other.TryGetValue(setting.Key, out var value) && value == setting.Value);

    private sealed record Running(IReadOnlyDictionary<string, string> Settings, CancellationTokenSource Stopping, Task Work);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Kind} of the source {Source} cannot be read; it is tried again.")]
    private partial void LogFailed(Exception exception, string kind, string source);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Kind} of the source {Source} is read again.")]
    private partial void LogRecovered(string kind, string source);

    [LoggerMessage(Level = LogLevel.Error, Message = "The settings of the sources cannot be read; they are tried again.")]
    private partial void LogUnread(Exception exception);
}
