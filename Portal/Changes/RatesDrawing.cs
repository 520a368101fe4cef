using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Data.Changes.Rates;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>The numbers of some hours as they are seen on one clock.</summary>
/// <param name="Chart">Bars and their legend.</param>
/// <param name="Table">The same by kind, each kind with a way to its changes.</param>
internal sealed record RatesDrawing(MarkupString Chart, MarkupString Table)
{
    /// <summary>Draws them.</summary>
    public static RatesDrawing Of(ChangeRates rates, ReaderZone zone) => new(ChartOf(rates, zone), TableOf(rates));

    private static MarkupString ChartOf(ChangeRates rates, ReaderZone zone)
    {
        var most = Math.Max(1, rates.Hours.Max(h => h.Kinds.Sum(k => k.Done)));
        var said = $"Changes of the last {Words.Count(rates.Hours.Count, "hour")}: "
            + string.Join(", ", RateBand.All.Select(b => $"{Words.Number(rates.Done(b.Kinds))} {b.Name}"));
        var bars = Joined(rates.Hours.Select(hour => Show.Markup($"""<span title="{Tip(hour, zone)}">{Bar(hour, most)}</span>""")));
        var names = Joined(RateBand.All.Select(band => Show.Markup($"""<li class="{band.Class}"><strong class="tabular">{Words.Number(rates.Done(band.Kinds))}</strong> {band.Name}</li>""")));
        var tried = rates.Failed > 0 ? Show.Markup($"""<li class="tried"><strong class="tabular">{Words.Number(rates.Failed)}</strong> only tried</li>""") : default;
        return Show.Markup($"""
            <div class="rates" role="img" aria-label="{said}">{bars}</div>
            <div class="ends small quiet" aria-hidden="true"><span>{zone.Write(rates.Hours[0].Hour)}</span><span>now</span></div>
            <ul class="legend">{names}{tried}</ul>
            """);
    }

    private static MarkupString TableOf(ChangeRates rates)
    {
        var from = Uri.EscapeDataString(rates.Hours[0].Hour.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        var rows = Joined(ByKind(rates).Select(kind => Show.Markup(
            $"""<tr><td><a href="/changes?kind={Spelled(kind.Kind)}&amp;from={from}">{kind.Kind.Say()}</a></td><td class="num tabular">{Words.Number(kind.Done)}</td><td class="num tabular">{Words.Number(kind.Failed)}</td></tr>""")));
        return Show.Markup($"""
            <table class="listing" aria-label="Changes of the last day by kind">
            <thead><tr><th scope="col">Kind</th><th scope="col" class="num">Done</th><th scope="col" class="num">Tried</th></tr></thead>
            <tbody>{rows}</tbody></table>
            """);
    }

    private static IEnumerable<ChangeRate> ByKind(ChangeRates rates) => rates.Hours
        .SelectMany(h => h.Kinds)
        .GroupBy(k => k.Kind)
        .Select(g => new ChangeRate(g.Key, g.Sum(k => k.Done), g.Sum(k => k.Failed)))
        .OrderByDescending(k => k.Done)
        .ThenBy(k => k.Kind);

    private static string Tip(RatesOfHour hour, ReaderZone zone)
    {
        var at = zone.Write(hour.Hour);
        var parts = RateBand.All.Select(b => (b.Name, Count: CountOf(hour, b))).Where(p => p.Count > 0).Select(p => $"{Words.Number(p.Count)} {p.Name}").ToList();
        return parts.Count == 0 ? $"{at}: nothing" : $"{at}: {string.Join(", ", parts)}";
    }

    private static MarkupString Bar(RatesOfHour hour, int most) => new(string.Concat(RateBand.All
        .Select(b => (b.Class, Share: 100.0 * CountOf(hour, b) / most))
        .Where(p => p.Share > 0)
        .Select(p => string.Create(CultureInfo.InvariantCulture, $"""<i class="{p.Class}" style="height:{p.Share:0.##}%"></i>"""))));

    private static MarkupString Joined(IEnumerable<MarkupString> pieces) => new(string.Concat(pieces.Select(p => p.Value)));

    private static int CountOf(RatesOfHour hour, RateBand band) => hour.Kinds.Where(k => band.Kinds.Contains(k.Kind)).Sum(k => k.Done);

    private static string Spelled(ChangeKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
