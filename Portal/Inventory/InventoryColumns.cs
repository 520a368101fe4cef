using Portal.Data.Inventory;
using Portal.Hosting.Api;

namespace Portal.Inventory;

/// <summary>The columns of exported agents and identities.</summary>
internal static class InventoryColumns
{
    /// <summary>Of agents.</summary>
    public static readonly ExportColumn<AgentRow>[] OfAgents =
    [
        new("id", a => a.Id.Value),
        new("name", a => a.Name),
        new("status", a => a.Status),
        new("environment", a => a.Environment),
        new("autonomy", a => a.Autonomy),
        new("purpose", a => a.Purpose),
        new("owner", a => a.Owner?.Name),
        new("sponsor", a => a.Sponsor?.Name),
        new("inheritedFrom", a => a.Inherited?.From.Name),
        new("inheritedAt", a => a.Inherited?.At),
        new("platforms", a => string.Join(' ', a.Platforms)),
        new("identities", a => a.IdentityCount),
        new("lastUsedAt", a => a.LastUsedAt),
        new("confidence", a => a.Confidence),
        new("risk", a => a.Risk),
        new("riskReasons", a => string.Join("; ", a.RiskReasons.Select(r => r.Fact))),
    ];

    /// <summary>Of identities.</summary>
    public static readonly ExportColumn<IdentityRow>[] OfIdentities =
    [
        new("id", i => i.Id.Value),
        new("name", i => i.Name),
        new("nativeId", i => i.NativeId),
        new("kind", i => i.Kind),
        new("platform", i => i.Platform),
        new("source", i => i.Source.Name),
        new("container", i => i.Container),
        new("agent", i => i.Agent?.Name),
        new("dismissed", i => i.IsDismissed),
        new("confidence", i => i.Confidence),
        new("signals", i => string.Join("; ", i.Signals.Select(s => s.Evidence))),
        new("entitlements", i => i.EntitlementCount),
        new("administrator", i => i.IsAdministrator),
        new("lastUsedAt", i => i.LastUsedAt),
        new("risk", i => i.Risk),
        new("observedFrom", i => i.ObservedFrom),
        new("observedUntil", i => i.ObservedUntil),
    ];
}
