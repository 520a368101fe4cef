using Microsoft.AspNetCore.Components;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Shared;
using Portal.Sources.Connectors;

namespace Portal.Sources;

/// <summary>Where the events of an AWS source are fetched from, and how that fares.</summary>
/// <param name="update">Changes it.</param>
/// <param name="states">Say how it fares.</param>
/// <param name="check">Says what makes no sense.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class EventSettingsPanel(UpdateSource update, ConnectorStates states, EventSettingsCheck check, ChangeFeed feed) : LivePage(feed, Topic.Sources)
{
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _errors = new Dictionary<string, string>(StringComparer.Ordinal);
    private SourceId? _shown;
    private ConnectorState? _state;
    private string _said = string.Empty;

    /// <summary>The source.</summary>
    [Parameter, EditorRequired]
    public SourceRow Source { get; set; } = default!;

    /// <inheritdoc/>
    protected override Task LoadAsync(CancellationToken cancellationToken)
    {
        _state = states.Of(Source.Id);
        if (_shown != Source.Id)
        {
            (_shown, _said, _errors) = (Source.Id, string.Empty, new Dictionary<string, string>(StringComparer.Ordinal));
            _written.Clear();
            foreach (var (name, value) in Source.Settings)
            {
                _written[name] = value;
            }
        }
        return Task.CompletedTask;
    }

    private async Task SaveAsync()
    {
        // What another panel saved meanwhile stays.
        var settings = Source.Settings.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, _, _) in AwsEventSettings.Fields)
        {
            settings.Remove(name);
            if (_written.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                settings[name] = value.Trim();
            }
        }
        _errors = check.Problems(settings);
        _said = _errors.Count > 0 ? "Not saved: some of it makes no sense."
            : await update.RunAsync(Source.Id, name: null, settings, By, Leaving) == SourceSaved.Saved ? "Saved. It is used from now on."
            : "Not saved: the source is not there any more.";
    }
}
