using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>An export that was read to its end and compared with what is known, before anything of it is stored.</summary>
internal sealed class StagedSnapshot : IDisposable
{
    /// <summary>Documents that are not stored yet.</summary>
    public DocumentSpool Documents { get; } = new();

    /// <summary>Principals with news.</summary>
    public List<StagedPrincipal> Principals { get; } = [];

    /// <summary>Limits.</summary>
    public HashSet<SnapshotItem.Limit> Limits { get; } = [];

    /// <summary>Policies on resources.</summary>
    public HashSet<SnapshotItem.ResourcePolicy> ResourcePolicies { get; } = [];

    /// <summary>Places of the organization by native id.</summary>
    public Dictionary<string, SnapshotItem.Scope> Scopes { get; } = new(StringComparer.Ordinal);

    /// <summary>What the export covers.</summary>
    public ExportCoverage Coverage { get; } = new();

    /// <summary>What reports say of the use of services.</summary>
    public List<SnapshotItem.LastAccessed> Uses { get; } = [];

    /// <summary>Parts that could not be used.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Principals in the export.</summary>
    public int PrincipalCount { get; set; }

    /// <summary>Entitlements in the export.</summary>
    public int EntitlementCount { get; set; }

    /// <summary>Distinct documents in the export.</summary>
    public int DocumentCount { get; set; }

    /// <inheritdoc/>
    public void Dispose() => Documents.Dispose();
}
