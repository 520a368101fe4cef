using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Portal.Data.Timelines;
using Portal.Shared;

namespace Portal.Timelines;

/// <summary>Draws a timeline as markup: as elements, its hundreds of bars would be most of the page's memory.</summary>
internal static class TimelineDrawing
{
    private const int Bars = 120;
    private const int Lane = 26;
    private const int Ticks = 4;

    // From the bottom of a bar to its top.
    private static readonly (string Name, string Style, Func<TimelineStep, int> Count)[] Parts =
    [
        ("acted", "acted", s => s.Acted), ("altered", "altered", s => s.Altered), ("took power", "took", s => s.Took),
        ("gave power", "gave", s => s.Gave), ("destroyed", "destroyed", s => s.Destroyed), ("only tried", "failed", s => s.Failed),
    ];

    /// <summary>What the colours of bars say.</summary>
    public static IReadOnlyList<(string Name, string Style)> Legend { get; } = [.. Parts.Select(p => (p.Name, p.Style)), ("reviews, remediations, handovers", "said")];

    /// <summary>A lane's name.</summary>
    public static string Name(TimelineMarkKind kind) => kind switch
    {
        TimelineMarkKind.ReviewAsked => "Review begun",
        TimelineMarkKind.ReviewAnswered => "Review answered",
        TimelineMarkKind.Remediation => "Remediation",
        TimelineMarkKind.Handover => "Handover",
    };

    /// <summary>What a step is.</summary>
    public static string Word(TimelineRange range) => range.IsByHour ? "hour"
        : range.Step == TimeSpan.FromDays(1) ? "day"
        : $"{range.Step.Days.ToString(CultureInfo.InvariantCulture)} days";

    /// <summary>The numbers of a step as cells of a table.</summary>
    public static MarkupString Cells(TimelineStep step, string address)
    {
        var cells = new[] { step.Gave, step.Took, step.Altered, step.Destroyed, step.Acted, step.Failed };
        return new($"""<td><a href="{Encoded(address)}">{Time(step.From)}</a></td>{string.Concat(cells.Select(c => $"<td class=\"num tabular\">{Words.Number(c)}</td>"))}""");
    }

    /// <summary>The drawing.</summary>
    /// <param name="timeline">What it shows.</param>
    /// <param name="at">The chosen point, or null.</param>
    /// <param name="addressAt">The address with a point chosen.</param>
    public static MarkupString Draw(Timeline timeline, DateTimeOffset? at, Func<DateTimeOffset, string> addressAt)
    {
        var kinds = Enum.GetValues<TimelineMarkKind>().Where(k => timeline.Marks.Any(m => m.Kind == k)).ToList();
        var height = Bars + (kinds.Count * Lane) + 20;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg height="{height}" role="group" aria-label="{Encoded(Said(timeline))}">""");
        DrawBars(svg, timeline, addressAt);
        svg.Append(CultureInfo.InvariantCulture, $"""<line class="lane" x1="0" x2="100%" y1="{Bars}" y2="{Bars}"/>""");
        foreach (var (kind, lane) in kinds.Select((k, i) => (k, i)))
        {
            DrawLane(svg, timeline, kind, Bars + (lane * Lane));
        }
        if (at is { } point)
        {
            var x = Place(timeline.Range, point);
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="point" x1="{x:0.###}%" x2="{x:0.###}%" y1="0" y2="{height - 20}"/>""");
        }
        for (var tick = 0; tick < Ticks; tick++)
        {
            var share = (double)tick / (Ticks - 1);
            var anchor = tick == 0 ? "start" : tick == Ticks - 1 ? "end" : "middle";
            var when = timeline.Range.From + ((timeline.Range.To - timeline.Range.From) * share);
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{share * 100:0.###}%" y="{height - 5}" text-anchor="{anchor}" aria-hidden="true">{(timeline.Range.IsByHour ? when.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture) : when.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture))}</text>""");
        }
        return new(svg.Append("</svg>").ToString());
    }

    private static void DrawBars(StringBuilder svg, Timeline timeline, Func<DateTimeOffset, string> addressAt)
    {
        var most = Math.Max(1, timeline.Steps.Max(s => s.Count));
        var width = 100.0 / timeline.Steps.Count;
        foreach (var (step, number) in timeline.Steps.Select((s, i) => (s, i)))
        {
            var x = number * width;
            var said = Encoded($"{Time(step.From)}: {Spoken(step)}");
            // A mouse and a finger choose here; the same is a list of links for the keyboard.
            svg.Append(CultureInfo.InvariantCulture, $"""<a href="{Encoded(addressAt(step.From))}" tabindex="-1" aria-label="{said}"><title>{said}</title><rect class="hit" x="{x:0.###}%" width="{width:0.###}%" y="0" height="{Bars}"/>""");
            var top = (double)Bars;
            foreach (var (_, style, countOf) in Parts)
            {
                if (countOf(step) is > 0 and var count)
                {
                    // What is there can be seen, however little it is.
                    var part = Math.Max(2, (Bars - 4.0) * count / most);
                    top -= part;
                    svg.Append(CultureInfo.InvariantCulture, $"""<rect class="bar-of {style}" x="{x + (width * 0.1):0.###}%" width="{width * 0.8:0.###}%" y="{Math.Max(0, top):0.##}" height="{part:0.##}"/>""");
                }
            }
            svg.Append("</a>");
        }
    }

    private static void DrawLane(StringBuilder svg, Timeline timeline, TimelineMarkKind kind, int y)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="2" y="{y + 17}" aria-hidden="true">{Name(kind)}</text><line class="lane" x1="0" x2="100%" y1="{y + Lane}" y2="{y + Lane}"/>""");
        // Those at the same place are one dot with all their words.
        foreach (var together in timeline.Marks.Where(m => m.Kind == kind).GroupBy(m => Math.Round(Place(timeline.Range, m.At) * 5) / 5))
        {
            var words = string.Join("; ", together.Take(8).Select(m => $"{Time(m.At)} {Visible.Spell(m.Text)}")) + (together.Count() > 8 ? $" and {together.Count() - 8} more" : string.Empty);
            svg.Append(CultureInfo.InvariantCulture, $"""<circle class="mark said" cx="{together.Key:0.###}%" cy="{y + (Lane / 2)}" r="5.5"><title>{Encoded(words)}</title></circle>""");
        }
    }

    private static string Said(Timeline timeline) =>
        $"Changes by {Word(timeline.Range)}: {string.Join(", ", Parts.Select(p => $"{Words.Number(timeline.Steps.Sum(p.Count))} {p.Name}"))}";

    private static string Spoken(TimelineStep step) => step.Count == 0
        ? "nothing"
        : string.Join(", ", Parts.Select(p => (p.Name, Count: p.Count(step))).Where(p => p.Count > 0).Select(p => $"{Words.Number(p.Count)} {p.Name}"));

    private static double Place(TimelineRange range, DateTimeOffset at) => 100 * ((at - range.From) / (range.To - range.From));

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
