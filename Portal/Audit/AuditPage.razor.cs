using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Data.Audit;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>The record, newest first; the filter and the opened entry live in the address.</summary>
/// <param name="audit">Reads the record.</param>
/// <param name="navigation">Holds the address.</param>
/// <param name="feed">Says that something was written.</param>
public sealed partial class AuditPage(AuditQueries audit, NavigationManager navigation, ChangeFeed feed) : LivePage(feed, Topic.Audit)
{
    private static readonly string[] FilterNames = ["q", "outcome", "subject", "actor", "action", "from", "to"];
    private static readonly string[] EntryParameter = ["entry"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly ListingColumn[] Columns =
    [
        new("When", Width: "11rem"), new("Who"), new("Act"), new("About"), new("Outcome", Width: "6rem"), new("Entry", IsNumber: true, Width: "5rem"),
    ];

    private static readonly FilterSelect.Option[] SubjectKinds =
    [
        new("agent", "Agents"), new("identity", "Identities"), new("source", "Sources"), new("campaign", "Campaigns"), new("reviewItem", "Review items"),
        new("remediation", "Remediations"), new("people", "People"), new("token", "API tokens"), new("right", "Missing rights"),
    ];

    private AuditFilter _filter = new();
    private AuditRow? _entry;
    private Listing<AuditRow>? _listing;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _filter = AuditFilter.Parse(new QueryReader(new Uri(navigation.Uri).Query));
        _entry = QueryText.Get(navigation, EntryParameter[0]) is { } text && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var sequence)
            ? await audit.FindAsync(sequence, By, cancellationToken)
            : null;
        if (_listing is not null)
        {
            await _listing.RefreshAsync();
        }
    }

    private static Tone ToneOf(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => Tone.Quiet,
        AuditOutcome.Refused => Tone.Warn,
        AuditOutcome.Failed => Tone.Bad,
    };

    private static string Pretty(JsonElement? json) => JsonSerializer.Serialize(json, Indented);

    private string ExportAddress(string format)
    {
        var query = _filter.ToQuery();
        return $"/api/v1/audit/export{query}{(query.Length == 0 ? '?' : '&')}format={format}";
    }

    private string EntryAddress(long sequence) => navigation.GetUriWithQueryParameter(EntryParameter[0], sequence);
}
