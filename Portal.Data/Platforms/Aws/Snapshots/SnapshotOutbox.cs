using System.Diagnostics.CodeAnalysis;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// Items that wait to be yielded, and where the reading stands, for warnings. Some are only made when their turn comes, from what another
/// thread works out meanwhile: so a few wait while the reading goes on.
/// </summary>
internal sealed class SnapshotOutbox
{
    /// <summary>Warnings past this many are only counted: a broken export can hold one for each of a million entries.</summary>
    public const int MostWarnings = 500;

    private const int MostWaiting = 256;
    private const int MostWaitingBytes = 4 * 1024 * 1024;

    private readonly Queue<Waiting> _items = new();
    private ExportScanner? _scanner;
    private int _warnings;
    private int _bytes;

    /// <summary>Where the reading stands.</summary>
    public Standing Place => new(_scanner?.File ?? "", _scanner?.Place ?? "");

    /// <summary>Says where the reading stands from now on; null after the last file.</summary>
    public void StandAt(ExportScanner? scanner) => _scanner = scanner;

    /// <summary>Adds an item.</summary>
    public void Add(SnapshotItem item) => _items.Enqueue(new(item, null, 0));

    /// <summary>Adds an item that is made when its turn comes; null is none.</summary>
    /// <param name="make">Makes it; may wait for another thread.</param>
    /// <param name="bytes">How much memory it holds until then.</param>
    public void AddLater(Func<SnapshotItem?> make, int bytes = 0)
    {
        _bytes += bytes;
        _items.Enqueue(new(null, make, bytes));
    }

    /// <summary>Adds a warning about something at the current place.</summary>
    /// <param name="what">What at that place, for example a policy's name; empty when the place says it.</param>
    /// <param name="problem">What is wrong and what it means.</param>
    public void Warn(string what, string problem) => Warn(Place, what, problem);

    /// <summary>Adds a warning about something at a place that was read earlier.</summary>
    /// <param name="place">The place.</param>
    /// <param name="what">What at that place, for example a policy's name; empty when the place says it.</param>
    /// <param name="problem">What is wrong and what it means.</param>
    public void Warn(Standing place, string what, string problem)
    {
        if (_warnings++ < MostWarnings)
        {
            Add(new SnapshotItem.Warning(place.File, string.Join(", ", new[] { place.Place, what }.Where(part => part.Length > 0)), problem));
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

    /// <summary>The item that has waited longest, once enough wait behind it.</summary>
    public bool TryTake([NotNullWhen(true)] out SnapshotItem? item) => TryTake(MostWaiting, MostWaitingBytes, out item);

    /// <summary>The item that has waited longest, however few there are.</summary>
    public bool TryTakeRest([NotNullWhen(true)] out SnapshotItem? item) => TryTake(0, 0, out item);

    private bool TryTake(int mayWait, int mayWaitBytes, [NotNullWhen(true)] out SnapshotItem? item)
    {
        item = null;
        while (item is null && (_items.Count > mayWait || _bytes > mayWaitBytes))
        {
            var next = _items.Dequeue();
            _bytes -= next.Bytes;
            item = next.Item ?? next.Make!();
        }
        return item is not null;
    }

    /// <summary>A place in the files.</summary>
    /// <param name="File">The file as the user named it.</param>
    /// <param name="Place">Where in it, as in <c>RoleDetailList[17]</c>.</param>
    public readonly record struct Standing(string File, string Place);

    private readonly record struct Waiting(SnapshotItem? Item, Func<SnapshotItem?>? Make, int Bytes);
}
