using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Demo;
using Portal.Data.Lists;
using Portal.Data.Sources;

namespace Portal.Demo;

/// <summary>
/// Plays believable events into the demo organization while somebody has switched it on, through the same door as real ones and marked as
/// simulated. It stops by itself after a while, since nobody remembers to.
/// </summary>
/// <param name="personas">Know the organization.</param>
/// <param name="sources">Finds its source.</param>
/// <param name="ingest">Takes the events.</param>
/// <param name="mark">Records the switching.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what could not be played.</param>
public sealed partial class EventSimulator(
    Personas personas, SourceQueries sources, IngestEvents ingest, MarkDemo mark, TimeProvider clock, ILogger<EventSimulator> log) : BackgroundService
{
    private const int ShortestPauseSeconds = 2;
    private const int LongestPauseSeconds = 7;
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(30);
    private static readonly Caller Itself = Caller.System("event simulator");

    private TaskCompletionSource _switchedOn = NewSwitch();
    private DateTimeOffset? _until;

    /// <summary>Raised when it was switched on or off.</summary>
    public event EventHandler? Switched;

    /// <summary>Whether it plays now.</summary>
    public bool IsOn => _until is not null;

    /// <summary>Switches it.</summary>
    /// <param name="on">On or off.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before anything happened.</param>
    /// <exception cref="AccessDeniedException">The caller may not use the demo.</exception>
    public async Task SwitchAsync(bool on, Caller by, CancellationToken cancellationToken)
    {
        await mark.RunAsync(on ? DemoAct.StartSimulator : DemoAct.StopSimulator, personas.Company, by, cancellationToken);
        if (on)
        {
            _until = clock.GetUtcNow() + LongestRun;
            _switchedOn.TrySetResult();
        }
        else
        {
            _until = null;
        }
        Switched?.Invoke(this, EventArgs.Empty);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _switchedOn.Task.WaitAsync(stoppingToken);
            _switchedOn = NewSwitch();
            try
            {
                await PlayAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The demo's toy must not take the portal down with it.
                LogStopped(exception);
            }
            if (IsOn && !stoppingToken.IsCancellationRequested)
            {
                await SwitchAsync(on: false, Itself, stoppingToken);
            }
        }
    }

    private static TaskCompletionSource NewSwitch() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        var files = new DemoFiles(DemoFiles.DefaultDirectory, clock.GetUtcNow());
        var source = (await sources.ListAsync(new PageRequest(), Itself, cancellationToken)).Items
            .FirstOrDefault(s => s.Name == files.Manifest.Source.Name)
            ?? throw new InvalidOperationException($"The source '{files.Manifest.Source.Name}' is not there. Run 'demo reset' to load the organization again.");
        var events = files.Read<List<SimulatedEvent>>(files.Manifest.SimulatedEvents).ToArray();
        while (true)
        {
            Random.Shared.Shuffle(events);
            foreach (var template in events)
            {
                if (_until is not { } until || clock.GetUtcNow() >= until)
                {
                    return;
                }
                await ingest.RunAsync(source.Id, template.Fill(clock.GetUtcNow()), EventOrigin.Simulator, Itself, cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(Random.Shared.Next(ShortestPauseSeconds, LongestPauseSeconds + 1)), clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The event simulator stopped.")]
    private partial void LogStopped(Exception exception);
}
