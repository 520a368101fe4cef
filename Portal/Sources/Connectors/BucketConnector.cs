using System.Text;
using Amazon.S3;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Sources;

namespace Portal.Sources.Connectors;

/// <summary>
/// Reads files of events from an S3 bucket, each once: its name is stored with its events, in one transaction. So a reading that was broken off
/// goes on where it was, and several portals can read the same bucket.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="settings">The bucket.</param>
/// <param name="client">Asks S3.</param>
/// <param name="files">Reads the files.</param>
/// <param name="read">Knows which were read.</param>
/// <param name="intake">Stores.</param>
/// <param name="clock">The time.</param>
internal sealed class BucketConnector(
    SourceId source, AwsEventSettings settings, IAmazonS3 client, BucketFiles files, ReadFileQueries read, EventIntake intake, TimeProvider clock) : IConnector
{
    private const int DeepestFolder = 8;
    private const int FirstDays = 7;
    private const int MostForgotten = 500;
    private static readonly TimeSpan FoldersLast = TimeSpan.FromMinutes(10);
    private static readonly Caller Itself = Caller.System("connector");
    private IReadOnlyList<BucketFolder> _folders = [];
    private DateTimeOffset _foldersUntil = DateTimeOffset.MinValue;

    private string Bucket => settings.Bucket!;

    /// <inheritdoc/>
    public string Kind => "bucket";

    /// <inheritdoc/>
    public TimeSpan Pause => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now >= _foldersUntil)
        {
            var folders = new List<BucketFolder>();
            await FindFoldersAsync(settings.Prefix, DeepestFolder, folders, cancellationToken);
            (_folders, _foldersUntil) = (folders, now + FoldersLast);
        }
        var names = await read.NamesAsync(source, Itself, cancellationToken);
        var isRead = names.ToHashSet(StringComparer.Ordinal);
        var since = settings.Since ?? DateOnly.FromDateTime(now.UtcDateTime.AddDays(-FirstDays));
        foreach (var folder in _folders)
        {
            var place = $"{Bucket}/{folder.Prefix}";
            var inFolder = names.Where(name => name.StartsWith(place, StringComparison.Ordinal)).Select(name => name[(Bucket.Length + 1)..]).ToList();
            var after = folder.StartAfter(inFolder, since);
            var forgotten = after is null ? [] : inFolder.TakeWhile(name => string.CompareOrdinal(name, after) <= 0).Select(name => $"{Bucket}/{name}").Take(MostForgotten).ToList();
            await foreach (var key in files.ListAsync(Bucket, folder.Prefix, after, cancellationToken))
            {
                var name = $"{Bucket}/{key}";
                if (BucketFolder.IsOfEvents(key) && !isRead.Contains(name))
                {
                    await StoreAsync(key, new(name, File: name) { Forgets = forgotten }, cancellationToken);
                    forgotten = [];
                }
            }
        }
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task StoreAsync(string key, EventOrigin origin, CancellationToken cancellationToken)
    {
        try
        {
            await intake.StoreAsync(source, () => files.ReadAsync(Bucket, key, cancellationToken), origin, cancellationToken);
        }
        catch (UnreadableFileException unreadable)
        {
            // Said and kept, and the files behind it are read.
            await intake.KeepAsync(source, Encoding.UTF8.GetBytes(origin.Name), origin, unreadable.Message, cancellationToken);
        }
    }

    private async Task FindFoldersAsync(string prefix, int depth, List<BucketFolder> found, CancellationToken cancellationToken)
    {
        var (folders, hasFiles) = await files.FoldersAsync(Bucket, prefix, cancellationToken);
        if (folders.Any(BucketFolder.IsYear))
        {
            found.Add(new(prefix, IsByDay: true));
            return;
        }
        if (hasFiles || depth == 0)
        {
            found.Add(new(prefix, IsByDay: false));
            return;
        }
        foreach (var folder in folders.Where(BucketFolder.MayHold))
        {
            await FindFoldersAsync(folder, depth - 1, found, cancellationToken);
        }
    }
}
