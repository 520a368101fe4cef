using System.Diagnostics.CodeAnalysis;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>Items that wait to be yielded, and where the reading stands, for warnings.</summary>
internal sealed class SnapshotOutbox
{
    /// <summary>Warnings past this many are only counted: a broken export can hold one for each of a million entries.</summary>
    public const int MostWarnings = 500;

    private readonly Queue<SnapshotItem> _items = new();
    private ExportScanner? _scanner;
    private int _warnings;

    /// <summary>Says where the reading stands from now on; null after the last file.</summary>
    public void StandAt(ExportScanner? scanner) => _scanner = scanner;

    /// <summary>Adds an item.</summary>
    public void Add(SnapshotItem item) => _items.Enqueue(item);

    /// <summary>Adds a warning about something at the current place.</summary>
    /// <param name="what">What at that place, for example a policy's name; empty when the place says it.</param>
    /// <param name="problem">What is wrong and what it means.</param>
    public void Warn(string what, string problem)
    {
        if (_warnings++ < MostWarnings)
        {
            string[] place = [_scanner?.Place ?? "", what];
            Add(new SnapshotItem.Warning(_scanner?.File ?? "", string.Join(", ", place.Where(part => part.Length > 0)), problem));
        }
    }

    /// <summary>Says how many warnings were left out, if any.</summary>
    public void CountRest()
    {
        if (_warnings > MostWarnings)
        {
            Add(new SnapshotItem.Warning("", "", $"{_warnings - MostWarnings} more warnings were left out."));
        }
    }

    /// <summary>The item that has waited longest.</summary>
    public bool TryTake([NotNullWhen(true)] out SnapshotItem? item) => _items.TryDequeue(out item);
}
