using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>Where uploads wait until they are imported: files that survive a restart, as their operations do.</summary>
/// <param name="path">The folder; made when it is needed.</param>
public sealed class UploadFolder(string path)
{
    /// <summary>A file that nobody waits for and nothing was added to for so long belongs to no upload that still comes in.</summary>
    internal static readonly TimeSpan LongestUpload = TimeSpan.FromDays(1);

    /// <summary>Writes an upload to its end.</summary>
    /// <param name="name">The name to show in errors.</param>
    /// <param name="content">What was sent.</param>
    /// <param name="cancellationToken">Gives up; nothing is then left behind.</param>
    public async Task<Upload> SaveAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        var upload = new Upload(name, Guid.CreateVersion7().ToString("N"));
        try
        {
            await using var file = new FileStream(PathOf(upload), FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await content.CopyToAsync(file, cancellationToken);
            file.Flush(flushToDisk: true);
            return upload;
        }
        catch
        {
            Delete(upload);
            throw;
        }
    }

    /// <summary>The upload as a file to import.</summary>
    public SnapshotFile Open(Upload upload) => new(upload.Name, () => File.OpenRead(PathOf(upload)), new FileInfo(PathOf(upload)).Length);

    /// <summary>Whether it is here. Portals that share a database may each have a folder of their own.</summary>
    public bool Has(Upload upload) => File.Exists(PathOf(upload));

    /// <summary>Removes every file that is none of <paramref name="wanted"/> and was last written before <paramref name="before"/>.</summary>
    internal void DeleteOthers(IEnumerable<Upload> wanted, DateTime before)
    {
        if (!Directory.Exists(path))
        {
            return;
        }
        var kept = wanted.Select(u => Path.GetFileName(u.StoredAs)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in new DirectoryInfo(path).EnumerateFiles().Where(f => !kept.Contains(f.Name) && f.LastWriteTimeUtc < before))
        {
            file.Delete();
        }
    }

    /// <summary>Removes it, if it is there.</summary>
    public void Delete(Upload upload)
    {
        if (Directory.Exists(path))
        {
            File.Delete(PathOf(upload));
        }
    }

    // The stored name is our own: what a client calls its file never becomes part of a path.
    private string PathOf(Upload upload) => Path.Combine(path, Path.GetFileName(upload.StoredAs));
}
