using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory.Imports;
using Portal.Data.Storage;

namespace Portal.Sources;

/// <summary>What an import did, in numbers.</summary>
public sealed partial class ImportSummaryView
{
    private const int MostWarnings = 100;
    private IReadOnlyList<(string Name, int Number)> _numbers = [];
    private IReadOnlyList<string> _warnings = [];
    private string _title = string.Empty;

    /// <summary>The operation's result.</summary>
    [Parameter, EditorRequired]
    public JsonElement? Result { get; set; }

    /// <summary>The operation's last words.</summary>
    [Parameter, EditorRequired]
    public string Message { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Result?.Deserialize<ImportSummary>(StoredJson.Options) is not { Counts: { } counts } summary)
        {
            return;
        }
        _title = counts is { Added: 0, Changed: 0, Gone: 0, EntitlementsAdded: 0, EntitlementsGone: 0 } ? "Nothing had changed" : "Done";
        _warnings = summary.Warnings;
        _numbers =
        [
            ("Identities read", counts.Identities),
            ("Entitlements read", counts.Entitlements),
            ("Policy documents", counts.Documents),
            ("New identities", counts.Added),
            ("Changed identities", counts.Changed),
            ("Gone identities", counts.Gone),
            ("Entitlements that came", counts.EntitlementsAdded),
            ("Entitlements that went", counts.EntitlementsGone),
            ("Agents discovered", summary.DiscoveredAgents),
        ];
    }
}
