using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Timelines;
using Portal.Shared;

namespace Portal.Timelines;

/// <summary>What happened to an identity or an agent, on one axis of time. Which part and which point is shown stands in the address.</summary>
/// <param name="timelines">Reads it.</param>
/// <param name="navigation">Holds the part and the point.</param>
/// <param name="feed">Says when something happened.</param>
public sealed partial class TimelineTab(TimelineQueries timelines, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Changes, Topic.Reviews, Topic.Remediations, Topic.Inventory)
{
    private const int MostIdentities = 20;

    private static readonly (string Word, int Days)[] Lengths = [("Day", 1), ("Week", 7), ("Month", 30), ("Year", 365)];

    private Timeline? _timeline;
    private DateTimeOffset? _at;

    /// <summary>The identity, or null.</summary>
    [Parameter]
    public IdentityId? Identity { get; set; }

    /// <summary>The agent, or null.</summary>
    [Parameter]
    public AgentId? Agent { get; set; }

    /// <summary>The agent's identities.</summary>
    [Parameter]
    public IReadOnlyList<IdentityRow> Identities { get; set; } = [];

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var query = new QueryReader(new Uri(navigation.Uri).Query);
        var range = TimelineRange.Of(query.Instant("from"), query.Instant("to"), Now);
        var timeline = Identity is { } identity
            ? await timelines.OfIdentityAsync(identity, range, By, cancellationToken)
            : await timelines.OfAgentAsync(Agent!.Value, range, By, cancellationToken);
        (_timeline, _at) = (timeline, query.Instant("at") is { } at && at >= range.From && at < range.To ? at : null);
    }

    private IEnumerable<(string Word, string Name, string Keys, string Address)> Moves(Timeline timeline)
    {
        var range = timeline.Range;
        yield return ("+", "Nearer", "+", AddressOf(range.Nearer()));
        yield return ("−", "Farther", "-", AddressOf(range.Farther()));
        yield return ("←", "Earlier", "[", AddressOf(range.Earlier()));
        yield return ("→", "Later", "]", AddressOf(range.Later()));
    }

    private string NearTo(DateTimeOffset at, TimelineRange range) => AddressOf(at, at + range.Step);

    private string AddressOf((DateTimeOffset From, DateTimeOffset To) range) => AddressOf(range.From, range.To);

    private string AddressOf(DateTimeOffset from, DateTimeOffset? to) =>
        navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["from"] = Written(from), ["to"] = to is { } end ? Written(end) : null, ["at"] = null });

    private string AddressAt(DateTimeOffset at) => navigation.GetUriWithQueryParameter("at", Written(at));

    private MarkupString Written(TimelineMark mark) => mark.Address is { } address && By.Can(Right.ReadCampaigns)
        ? Show.Markup($"""<a href="{address}">{Show.OutsidePiece(mark.Text)}</a>""")
        : Show.OutsidePiece(mark.Text);

    private static string Spelled(DateTimeOffset at) => Uri.EscapeDataString(Written(at));

    private static string Written(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
