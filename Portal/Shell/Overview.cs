using Portal.Data.Access;
using Portal.Data.Changes.Rates;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Sources;

namespace Portal.Shell;

/// <summary>
/// What the overview shows, read once for everyone who looks at it: again when something changed, at most once a second, and only while
/// somebody looks.
/// </summary>
/// <param name="inventory">Reads the inventory.</param>
/// <param name="sources">Reads the sources.</param>
/// <param name="campaigns">Reads the reviews.</param>
/// <param name="rates">Reads how much changed.</param>
/// <param name="feed">Says when something changed.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">Where failures are said.</param>
public sealed partial class Overview(
    InventorySummaryQueries inventory,
    SourceQueries sources,
    CampaignQueries campaigns,
    ChangeRateQueries rates,
    ChangeFeed feed,
    TimeProvider clock,
    ILogger<Overview> logger) : BackgroundService
{
    private static readonly Topic[] Topics = [Topic.Inventory, Topic.Sources, Topic.People, Topic.Reviews];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Changes come by the thousand, and what is counted by the hour need not move with each.
    private static readonly TimeSpan PauseOfRates = TimeSpan.FromSeconds(5);
    private const int HoursOfRates = 24;
    private static readonly Caller Self = Caller.System("overview");
    private readonly SemaphoreSlim _one = new(1);
    private OverviewState? _state;

    /// <summary>Wakes those who look, each time after the overview was read again.</summary>
    public ChangeFeed Renewed { get; } = new();

    /// <summary>The overview, read now if nobody looked at it since the last change.</summary>
    public async Task<OverviewState> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _state) is { } known)
        {
            return known;
        }
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _state ?? await ReadAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FollowAsync(Topics, Pause, RenewAsync, stoppingToken), FollowAsync([Topic.Changes], PauseOfRates, RenewRatesAsync, stoppingToken));

    private async Task FollowAsync(Topic[] topics, TimeSpan pause, Func<CancellationToken, Task> renew, CancellationToken stoppingToken)
    {
        await foreach (var _ in feed.Follow(topics, stoppingToken))
        {
            try
            {
                await renew(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Those who look keep what they have; the next change, or the next one to open the page, reads again.
                Log.NotRead(logger, exception);
            }
            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            Volatile.Write(ref _state, null);
            if (Renewed.Followers > 0)
            {
                await ReadAsync(cancellationToken);
            }
        }
        finally
        {
            _one.Release();
        }
        Renewed.Publish(Topic.Inventory);
    }

    private async Task RenewRatesAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_state is { } known)
            {
                Volatile.Write(ref _state, Renewed.Followers > 0 ? known with { Rates = await rates.ReadAsync(HoursOfRates, Self, cancellationToken) } : null);
            }
        }
        finally
        {
            _one.Release();
        }
        Renewed.Publish(Topic.Inventory);
    }

    private async Task<OverviewState> ReadAsync(CancellationToken cancellationToken)
    {
        var state = new OverviewState(
            await inventory.ReadAsync(Self, cancellationToken),
            (await sources.ListAsync(new PageRequest(Limit: PageRequest.MostItems), Self, cancellationToken)).Items,
            (await campaigns.ListAsync(new() { State = CampaignState.Active }, new PageRequest(Limit: InventorySummary.Most), Self, cancellationToken)).Items,
            await rates.ReadAsync(HoursOfRates, Self, cancellationToken));
        Volatile.Write(ref _state, state);
        return state;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The overview could not be read again.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
