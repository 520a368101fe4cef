using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Reviews.Frequencies;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Why an agent is reviewed as often as it is, and to weigh it anew.</summary>
/// <param name="agents">Knows the agent.</param>
/// <param name="analyses">Reads what was weighed.</param>
/// <param name="record">Records it.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class FrequencyPage(AgentQueries agents, FrequencyAnalysisQueries analyses, RecordFrequencyAnalysis record, ChangeFeed feed)
    : LivePage(feed, Topic.Reviews, Topic.Inventory)
{
    private readonly List<WrittenFactor> _factors = [new()];
    private AgentDetail? _agent;
    private IReadOnlyList<FrequencyAnalysisRow> _analyses = [];
    private IReadOnlyDictionary<string, string[]> _problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
    private ReviewFrequency _frequency = ReviewFrequency.Quarterly;
    private string _conclusion = string.Empty;
    private bool _isLoaded;
    private bool _isBusy;

    /// <summary>The agent's id.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _agent = await agents.FindAsync(new AgentId(Id), By, cancellationToken);
        _analyses = _agent is null ? [] : await analyses.OfAgentAsync(new AgentId(Id), By, cancellationToken);
        _isLoaded = true;
    }

    private async Task SaveAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isBusy)
        {
            return;
        }
        _isBusy = true;
        var draft = new AnalysisDraft([.. _factors.Select(f => new AnalysisFactor(f.Name.Trim(), f.Weight, f.Note.Trim()))], _frequency, _conclusion);
        var recorded = await record.RunAsync(new AgentId(Id), draft, By, CancellationToken.None);
        _problems = recorded?.Problems ?? _problems;
        _isBusy = false;
        if (recorded?.Id is not null)
        {
            _factors.Clear();
            _factors.Add(new());
            _conclusion = string.Empty;
            await ReloadAsync();
        }
    }

    private RenderFragment Problem(string field) => builder =>
    {
        if (_problems.TryGetValue(field, out var problems))
        {
            builder.OpenComponent<Notice>(0);
            builder.AddComponentParameter(1, nameof(Notice.Tone), Tone.Bad);
            builder.AddComponentParameter(2, nameof(Notice.Title), string.Join(' ', problems));
            builder.CloseComponent();
        }
    };

    /// <summary>A factor as it is being written.</summary>
    private sealed class WrittenFactor
    {
        public string Name { get; set; } = string.Empty;

        public int Weight { get; set; } = 3;

        public string Note { get; set; } = string.Empty;
    }
}
