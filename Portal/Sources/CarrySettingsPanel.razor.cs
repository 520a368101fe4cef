using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Shared;
using Portal.Sources.Connectors;

namespace Portal.Sources;

/// <summary>Whether, and as whom, the portal carries revokes out in the accounts of an AWS source.</summary>
/// <param name="update">Changes it.</param>
/// <param name="identities">Know the accounts.</param>
/// <param name="carriers">Know what they need.</param>
/// <param name="check">Says what makes no sense.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class CarrySettingsPanel(UpdateSource update, IdentityQueries identities, IRevocationCarriers carriers, EventSettingsCheck check, ChangeFeed feed)
    : LivePage(feed, Topic.Sources)
{
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _errors = new Dictionary<string, string>(StringComparer.Ordinal);
    private SourceId? _shown;
    private string? _policy;
    private string _said = string.Empty;
    private bool _isOn;

    /// <summary>The source.</summary>
    [Parameter, EditorRequired]
    public SourceRow Source { get; set; } = default!;

    private bool CanChange => By.Can(Right.ManageSources) && By.Can(Right.ManageCampaigns);

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_shown != Source.Id)
        {
            (_shown, _said, _errors) = (Source.Id, string.Empty, new Dictionary<string, string>(StringComparer.Ordinal));
            _isOn = AwsCarrySettings.AreOn(Source.Settings);
            _written.Clear();
            foreach (var (name, value) in Source.Settings)
            {
                _written[name] = value;
            }
        }
        var accounts = CanChange ? await identities.ContainersAsync(Source.Id, By, cancellationToken) : [];
        _policy = carriers.PolicyFor(Source.Platform, Source.Settings, accounts);
    }

    private async Task SaveAsync()
    {
        // What the other panel saved meanwhile stays.
        var settings = Source.Settings.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, _, _) in AwsCarrySettings.Fields)
        {
            settings.Remove(name);
            if (_written.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                settings[name] = value.Trim();
            }
        }
        settings.Remove(AwsCarrySettings.SwitchKey);
        if (_isOn)
        {
            settings[AwsCarrySettings.SwitchKey] = "on";
        }
        _errors = check.Problems(settings);
        _said = _errors.Count > 0 ? "Not saved: some of it makes no sense."
            : await update.RunAsync(Source.Id, name: null, settings, By, Leaving) == SourceSaved.Saved ? "Saved. It holds from now on."
            : "Not saved: the source is not there any more.";
    }
}
