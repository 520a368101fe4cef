namespace Portal.Data.Platforms;

/// <summary>Reads the native export files of a platform, as streams, into neutral items.</summary>
public interface ISnapshotReader
{
    /// <summary>
    /// Reads <paramref name="files"/> in order and yields what they hold. Memory does not grow with the files beyond what one item needs
    /// and what must be kept to resolve references (policy documents, groups).
    /// </summary>
    /// <exception cref="SnapshotFormatException">A file cannot be read: names file, place and cause. Nothing that was yielded may then be kept.</exception>
    IAsyncEnumerable<SnapshotItem> ReadAsync(IReadOnlyList<SnapshotFile> files, CancellationToken cancellationToken);
}
