using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>Where uploads wait until they are imported: files that survive a restart, as their operations do.</summary>
/// <param name="path">The folder; made when it is needed.</param>
public sealed class UploadFolder(string path)
{
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

    /// <summary>Removes it, if it is there.</summary>
    public void Delete(Upload upload) => File.Delete(PathOf(upload));

    // The stored name is our own: what a client calls its file never becomes part of a path.
    private string PathOf(Upload upload) => Path.Combine(path, Path.GetFileName(upload.StoredAs));
}
