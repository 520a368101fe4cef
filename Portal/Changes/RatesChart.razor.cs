using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Data.Changes.Rates;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>Changes by the hour: what gave power, what took it, what destroyed, and the rest.</summary>
/// <param name="clock">The time.</param>
public sealed partial class RatesChart(TimeProvider clock)
{
    /// <summary>What is shown; at least one hour.</summary>
    [Parameter, EditorRequired]
    public ChangeRates Rates { get; set; } = default!;

    /// <summary>Where the reader is.</summary>
    [CascadingParameter]
    public ReaderZone Zone { get; set; } = ReaderZone.Utc;

    private TimeProvider Clock => clock;

    private string From => Uri.EscapeDataString(Rates.Hours[0].Hour.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    private int Most => Math.Max(1, Rates.Hours.Max(h => h.Kinds.Sum(k => k.Done)));

    private string Said => $"Changes of the last {Words.Count(Rates.Hours.Count, "hour")}: "
        + string.Join(", ", RateBand.All.Select(b => $"{Words.Number(Rates.Done(b.Kinds))} {b.Name}"));

    private IEnumerable<ChangeRate> ByKind() => Rates.Hours
        .SelectMany(h => h.Kinds)
        .GroupBy(k => k.Kind)
        .Select(g => new ChangeRate(g.Key, g.Sum(k => k.Done), g.Sum(k => k.Failed)))
        .OrderByDescending(k => k.Done)
        .ThenBy(k => k.Kind);

    private string Tip(RatesOfHour hour)
    {
        var at = Zone.Write(hour.Hour);
        var parts = RateBand.All.Select(b => (b.Name, Count: CountOf(hour, b))).Where(p => p.Count > 0).Select(p => $"{Words.Number(p.Count)} {p.Name}").ToList();
        return parts.Count == 0 ? $"{at}: nothing" : $"{at}: {string.Join(", ", parts)}";
    }

    /// <summary>The parts of a bar, as markup: as elements a day of them would be a good part of the page.</summary>
    private MarkupString Bar(RatesOfHour hour) => new(string.Concat(RateBand.All
        .Select(b => (b.Class, Share: 100.0 * CountOf(hour, b) / Most))
        .Where(p => p.Share > 0)
        .Select(p => string.Create(CultureInfo.InvariantCulture, $"""<i class="{p.Class}" style="height:{p.Share:0.##}%"></i>"""))));

    private static int CountOf(RatesOfHour hour, RateBand band) => hour.Kinds.Where(k => band.Kinds.Contains(k.Kind)).Sum(k => k.Done);

    private static string Spelled(ChangeKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
