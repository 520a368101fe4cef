using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>All identities, and among them those that wait for a person to say whose they are.</summary>
/// <param name="identities">Reads them.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when they changed.</param>
public sealed partial class IdentitiesPage(IdentityQueries identities, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory)
{
    private static readonly string[] Filters =
        ["q", "status", "kind", "signals", "risk", "administrator", "certified", "platform", "source", "container", "agent", "gone"];

    private static readonly ListingColumn[] Columns =
    [
        new("Identity", "name"), new("Risk", "risk"), new("Signals", "confidence"), new("Agent"), new("Kind", IsMinor: true), new("Account"),
        new("Entitlements", "entitlements", IsNumber: true), new("Last acted"),
    ];

    private static readonly FilterSelect.Option[] RiskOptions = [new("75", "critical"), new("50", "high or more"), new("25", "medium or more")];
    private static readonly FilterSelect.Option[] Certified =
        [.. Enum.GetValues<Certification>().Select(c => new FilterSelect.Option(QueryWriter.Name(c.ToString()), CertificationLooks.Word(c).ToLowerInvariant()))];

    private static readonly FilterSelect.Option[] YesNo = [new("true", "yes"), new("false", "no")];

    private static readonly MarkupString None = new("""<span class="quiet">None</span>""");
    private static readonly MarkupString Unassigned = new("""<span class="quiet">Unassigned</span>""");
    private static readonly MarkupString NoAgents = new("""<span class="quiet">No agent's</span>""");
    private static readonly MarkupString ToConfirm = new($" {Show.Chip("to confirm", Tone.Note)}");

    private static readonly View[] Views =
    [
        new("All", string.Empty),
        new("To decide", "?status=suggested&sort=-confidence"),
        new("Unassigned with signals", "?signals=true&status=unassigned&sort=-confidence"),
        new("Administrators", "?administrator=true&sort=-risk"),
        new("Uncertified", "?certified=uncertified&sort=-risk"),
        new("Gone", "?gone=true"),
    ];

    private IdentityFilter _filter = new();
    private Listing<IdentityRow>? _list;
    private string? _count;

    private string Sort => (_filter.Order.Descending ? "-" : string.Empty) + QueryWriter.Name(_filter.Order.By.ToString());

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var filter = IdentityFilter.Parse(new Uri(navigation.Uri).Query);
        var isSame = filter == _filter;
        _filter = filter;
        _count = Words.Count(await identities.CountAsync(filter, By, cancellationToken), "identity", "identities");
        if (isSame && _list is not null)
        {
            await _list.RefreshAsync();
        }
    }

    private bool IsAt(View view) => _filter == IdentityFilter.Parse(view.Query);

    private Task<Page<IdentityRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken) =>
        identities.ListAsync(_filter, page, By, cancellationToken);

    private static MarkupString NameOf(IdentityRow row) => Show.Markup(
        $"""<a class="row-link" href="/identities/{row.Id.Value}">{Show.OutsidePiece(row.Name)}</a> <span class="sub mono clip" title="{Visible.Spell(row.NativeId)}">{Show.OutsidePiece(row.NativeId)}</span>""");

    private static MarkupString SignalsOf(IdentityRow row) => row.Confidence == 0 ? None : Show.Chip(
        $"{row.Confidence} {Looks.Confidence(row.Confidence)}",
        Looks.ToneOfConfidence(row.Confidence),
        row.Signals.Count == 0 ? null : string.Join("\n", row.Signals.Select(s => Visible.Spell(s.Evidence))));

    private static MarkupString AgentOf(IdentityRow row) => row switch
    {
        { Agent: { } agent } => Show.Markup(
            $"""<a href="/agents/{agent.Id.Value}">{Show.OutsidePiece(agent.Name)}</a>{(agent.Status == AgentStatus.Discovered ? ToConfirm : default)}"""),
        { IsDismissed: true } => NoAgents,
        _ => Unassigned,
    };

    private sealed record View(string Name, string Query);
}
