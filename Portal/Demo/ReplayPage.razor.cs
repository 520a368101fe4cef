using Portal.Data.Incidents;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Demo;

/// <summary>Plays the incident of December 2025, fact by fact, and ends with the portal's own report.</summary>
public sealed partial class ReplayPage : LivePage
{
    private readonly KiroReplay _replay;
    private readonly List<ReplayCard> _shown = [];
    private double _pause = 2;
    private bool _canPlay = true;
    private bool _isPlaying;
    private IncidentId? _incident;

    /// <summary>Makes it.</summary>
    /// <param name="services">Hold the replay, which only the demo knows.</param>
    /// <param name="feed">Says that something changed.</param>
    public ReplayPage(IServiceProvider services, ChangeFeed feed)
        : base(feed) => _replay = services.GetRequiredService<KiroReplay>();

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _canPlay = await _replay.CanPlayAsync(cancellationToken);

    private async Task PlayAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isPlaying)
        {
            return;
        }
        (_isPlaying, _incident) = (true, null);
        _shown.Clear();
        try
        {
            await foreach (var card in _replay.PlayAsync(TimeSpan.FromSeconds(_pause), By, Leaving))
            {
                _shown.Add(card);
                StateHasChanged();
            }
            _incident = await _replay.ConcludeAsync(By, Leaving);
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The reader left: what was played stays.
        }
        finally
        {
            _isPlaying = false;
        }
    }

    private static string StandingOf(ReplayCard card) => card.Standing switch
    {
        ReplayStanding.Agreed => "Agreed",
        ReplayStanding.Claimed => $"Claimed by {card.By}",
        ReplayStanding.Denied => $"Denied by {card.By}",
        ReplayStanding.Invented => "⚑ Invented",
    };

    private static Tone ToneOf(ReplayStanding standing) => standing switch
    {
        ReplayStanding.Agreed => Tone.Good,
        ReplayStanding.Claimed => Tone.Note,
        ReplayStanding.Denied => Tone.Warn,
        ReplayStanding.Invented => Tone.Quiet,
    };
}
