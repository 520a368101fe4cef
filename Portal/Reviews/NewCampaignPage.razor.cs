using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Prepares a campaign, with a preview of what it would come to. The filter lives in the address.</summary>
/// <param name="campaigns">Reads the preview.</param>
/// <param name="create">Prepares it.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when the inventory changed.</param>
public sealed partial class NewCampaignPage(
    CampaignQueries campaigns, CreateCampaign create, NavigationManager navigation, ChangeFeed feed) : LivePage(feed, Topic.Inventory)
{
    private const int UsualDays = 14;

    private static readonly FilterSelect.Option[] RiskOptions = [new("75", "critical"), new("50", "high or more"), new("25", "medium or more")];

    private CampaignPreview? _preview;
    private IReadOnlyDictionary<string, string[]> _problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
    private string _name = string.Empty;
    private DateOnly _due;
    private bool _isBusy;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_due == default)
        {
            _due = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone.Zone).DateTime).AddDays(UsualDays);
        }
        _preview = await campaigns.PreviewAsync(AgentFilter.Parse(new Uri(navigation.Uri).Query), By, cancellationToken);
    }

    private async Task CreateAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isBusy)
        {
            return;
        }
        _isBusy = true;
        var created = await create.RunAsync(new(_name, new Uri(navigation.Uri).Query, EndOf(_due)), By, CancellationToken.None);
        _problems = created.Problems;
        _isBusy = false;
        if (created.Id is { } id)
        {
            navigation.NavigateTo($"/campaigns/{id.Value}");
        }
    }

    /// <summary>The end of a day where the reader is.</summary>
    private DateTimeOffset EndOf(DateOnly day)
    {
        var end = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(end, Zone.Zone.GetUtcOffset(end)).ToUniversalTime();
    }

    private RenderFragment Problems(string field) => builder =>
    {
        if (_problems.TryGetValue(field, out var problems))
        {
            builder.OpenComponent<Notice>(0);
            builder.AddComponentParameter(1, nameof(Notice.Tone), Tone.Bad);
            builder.AddComponentParameter(2, nameof(Notice.Title), string.Join(' ', problems));
            builder.CloseComponent();
        }
    };
}
