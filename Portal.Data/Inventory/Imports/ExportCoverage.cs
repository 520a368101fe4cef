using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>What an export covers: only where it is complete is "not in the export" the same as "gone".</summary>
internal sealed class ExportCoverage
{
    private readonly Dictionary<(string Container, SnapshotPart Part), bool> _parts = [];

    /// <summary>True when nothing that the export covers is known to be missing.</summary>
    public bool IsComplete => _parts.Values.All(complete => complete);

    /// <summary>Whether the export covers anything.</summary>
    public bool IsEmpty => _parts.Count == 0;

    /// <summary>The organization as a whole.</summary>
    public bool CoversOrganization => _parts.Any(p => p.Key.Part == SnapshotPart.Organization && p.Value);

    /// <summary>Notes what the reader says.</summary>
    public void Add(SnapshotItem.Coverage item)
    {
        var key = (item.Container, item.Part);
        _parts[key] = item.IsComplete && _parts.GetValueOrDefault(key, true);
    }

    /// <summary>Whether all of <paramref name="part"/> in <paramref name="container"/> is in the export.</summary>
    public bool Covers(string container, SnapshotPart part) => _parts.GetValueOrDefault((container, part));
}
