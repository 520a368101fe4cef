using Microsoft.AspNetCore.Components;
using Portal.Data.Incidents.Reports;
using Portal.Shared;

namespace Portal.Incidents;

/// <summary>The chain, act by act, in four columns. What is cited and is a change leads to its page.</summary>
public sealed partial class IncidentChain
{
    private const int OpenActs = 3;
    private const int ShortCite = 28;

    private Dictionary<string, ReportEvidence> _evidence = [];

    /// <summary>The report.</summary>
    [Parameter, EditorRequired]
    public IncidentReport Report { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet() =>
        _evidence = Report.Evidence.GroupBy(e => e.Cite, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private MarkupString Cite(string cite)
    {
        var text = cite.Length <= ShortCite ? cite : cite[..ShortCite] + "…";
        return _evidence.GetValueOrDefault(cite)?.ChangeId is { } change
            ? Show.Markup($"""<a href="/changes/{change.Value}" title="{Visible.Spell(cite)}">{Show.OutsidePiece(text)}</a> """)
            : Show.Markup($"""<span title="{Visible.Spell(cite)}">{Show.OutsidePiece(text)}</span> """);
    }
}
