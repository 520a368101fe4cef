using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Incidents.Reports;
using Portal.Shared;

namespace Portal.Incidents;

/// <summary>The chain, act by act, in four columns. What is cited and is a change leads to its page.</summary>
public sealed partial class IncidentChain
{
    private const int OpenActs = 3;
    private const int ShortCite = 28;

    private Dictionary<string, ReportEvidence> _evidence = [];
    private ChangeId? _origin;

    /// <summary>The report.</summary>
    [Parameter, EditorRequired]
    public IncidentReport Report { get; set; } = default!;

    /// <summary>The change that the incident was made from, which is open from the start; null opens the first acts.</summary>
    [Parameter]
    public ChangeId? Origin { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // Within a burst it is not the first, by which acts are known.
        _origin = Report.Acts.Any(a => a.First == Origin) ? Origin : null;
        _evidence = Report.Evidence.GroupBy(e => e.Cite, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    private MarkupString Cite(string cite)
    {
        var text = cite.Length <= ShortCite ? cite : cite[..ShortCite] + "…";
        return _evidence.GetValueOrDefault(cite)?.ChangeId is { } change
            ? Show.Markup($"""<a href="/changes/{change.Value}" title="{Visible.Spell(cite)}">{Show.OutsidePiece(text)}</a> """)
            : Show.Markup($"""<span title="{Visible.Spell(cite)}">{Show.OutsidePiece(text)}</span> """);
    }
}
