using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Audit.Delivery;
using Portal.Data.Audit;
using Portal.Data.Audit.Proofs;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Audit;

/// <summary>The record, newest first; the filter and the opened entry live in the address.</summary>
/// <param name="audit">Reads the record.</param>
/// <param name="proofs">Proves entries.</param>
/// <param name="delivery">Knows where checkpoints do not arrive.</param>
/// <param name="script">Checks a proof in the reader's browser.</param>
/// <param name="navigation">Holds the address.</param>
/// <param name="feed">Says that something was written.</param>
public sealed partial class AuditPage(AuditQueries audit, AuditProofs proofs, CheckpointDelivery delivery, IJSRuntime script, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Audit)
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
        new("remediation", "Remediations"), new("carryAct", "Acts on platforms"), new("carryBrake", "Brake"), new("people", "People"), new("token", "API tokens"), new("right", "Missing rights"),
    ];

    private AuditFilter _filter = new();
    private AuditRow? _entry;
    private EntryProof? _proof;
    private ElementReference _verified;
    private Listing<AuditRow>? _listing;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _filter = AuditFilter.Parse(new QueryReader(new Uri(navigation.Uri).Query));
        _entry = QueryText.Get(navigation, EntryParameter[0]) is { } text && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var sequence)
            ? await audit.FindAsync(sequence, By, cancellationToken)
            : null;
        _proof = _entry is null ? null : await proofs.ProveAsync(_entry.Sequence, By, cancellationToken);
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

    /// <summary>So that nobody has to look for it.</summary>
    private static MarkupString? BreakGlassMark(AuditRow row) => row.IsBreakGlass ? Show.Chip("break-glass", Tone.Bad) : null;

    private static string Pretty(JsonElement? json) => JsonSerializer.Serialize(json, Indented);

    /// <summary>The page only asks: what is checked, and what is said of it, is the browser's own.</summary>
    private async Task VerifyAsync(long sequence)
    {
        try
        {
            await using var module = await script.InvokeAsync<IJSObjectReference>("import", Leaving, "./" + Assets["js/proof.js"]);
            await module.InvokeVoidAsync("verify", Leaving, sequence, _verified);
        }
        catch (Exception exception) when (exception is OperationCanceledException or JSDisconnectedException)
        {
            // The reader left.
        }
    }

    private string ExportAddress(string format)
    {
        var query = _filter.ToQuery();
        return $"/api/v1/audit/export{query}{(query.Length == 0 ? '?' : '&')}format={format}";
    }

    private string EntryAddress(long sequence) => navigation.GetUriWithQueryParameter(EntryParameter[0], sequence);
}
