using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Data.Sources;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Prepares a campaign, with a preview of what it would come to. The filter lives in the address.</summary>
/// <param name="campaigns">Reads the preview.</param>
/// <param name="agents">Finds what to leave out.</param>
/// <param name="sources">Names the sources.</param>
/// <param name="create">Prepares it.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when the inventory changed.</param>
public sealed partial class NewCampaignPage(
    CampaignQueries campaigns, AgentQueries agents, SourceQueries sources, CreateCampaign create, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory, Topic.Sources)
{
    private const int UsualDays = 14;

    private static readonly FilterSelect.Option[] RiskOptions = [new("75", "critical"), new("50", "high or more"), new("25", "medium or more")];

    private static readonly FilterSelect.Option[] OwnerOptions = [new(AgentFilter.Nobody, "nobody")];

    private static readonly FilterSelect.Option[] PrivilegedOptions = [new("true", "only privileged identities"), new("false", "only others")];

    private static readonly FilterSelect.Option[] UnusedOptions = [new("30", "for 30 days"), new("90", "for 90 days"), new("180", "for 180 days")];

    private static readonly FilterSelect.Option[] CertifiedOptions = [new("true", "not since it came or changed")];

    private readonly List<(ScopeExclusion Exclusion, string Name)> _excluded = [];
    private IReadOnlyList<FilterSelect.Option> _sources = [];
    private readonly List<StageForm> _stages = [];
    private StageNames _names = StageNames.None;
    private readonly NoAnswerForm _noAnswer = new();
    private bool _ownersDecideAlone;
    private AgentRow? _agent;
    private string _reason = string.Empty;
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
        var known = await sources.ListAsync(new PageRequest(Limit: PageRequest.MostItems), By, cancellationToken);
        _sources = [.. known.Items.Select(s => new FilterSelect.Option(s.Id.Value.ToString(), s.Name))];
        _names = await campaigns.NamesAsync([], By, cancellationToken);
        _preview = await campaigns.PreviewAsync(Scope, StageForm.All(_stages), _ownersDecideAlone, By, cancellationToken);
    }

    private CampaignScope Scope => new(new Uri(navigation.Uri).Query, [], [.. _excluded.Select(e => e.Exclusion)]);

    private async Task<IReadOnlyList<AgentRow>> FindAgentsAsync(string? text, int most, CancellationToken cancellationToken) =>
        (await agents.ListAsync(new() { Q = text }, new PageRequest(Limit: most), By, cancellationToken)).Items;

    private Task AloneAsync(bool isAllowed)
    {
        _ownersDecideAlone = isAllowed;
        return ReloadAsync();
    }

    private Task LeaveOutAsync()
    {
        // A browser may press a button that this page disabled.
        if (_agent is { } agent && !string.IsNullOrWhiteSpace(_reason) && !_excluded.Exists(e => e.Exclusion.Id == agent.Id.Value))
        {
            _excluded.Add((new(ExcludedKind.Agent, agent.Id.Value, _reason.Trim()), agent.Name));
            _agent = null;
            _reason = string.Empty;
        }
        return ReloadAsync();
    }

    private Task TakeInAsync((ScopeExclusion Exclusion, string Name) part)
    {
        _excluded.Remove(part);
        return ReloadAsync();
    }

    private async Task CreateAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isBusy)
        {
            return;
        }
        _isBusy = true;
        var draft = new CampaignDraft(_name, Scope.Filter, EndOf(_due))
        {
            Exclusions = Scope.Exclusions,
            Stages = StageForm.All(_stages),
            OwnersDecideAlone = _ownersDecideAlone,
            NoAnswer = _noAnswer.ToPolicy(),
        };
        var created = await create.RunAsync(draft, By, CancellationToken.None);
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
