using System.IO.Compression;
using Portal.Data.Platforms;

namespace Portal.Changes;

/// <summary>
/// Reads bodies of events within bounds, from wherever they come. Small ones stay in memory; a large one waits on disk until it is whole, however
/// slowly it arrives, and then takes the room there is for one of them.
/// </summary>
/// <param name="most">The most bytes of one body, unpacked.</param>
/// <param name="small">Up to how many bytes a body is small.</param>
internal sealed class EventBodies(int most, int small = EventBodies.SmallBytes) : IDisposable
{
    /// <summary>The most bytes of events in one body, unpacked. A CloudTrail file has at most 50 MB.</summary>
    public const int MostBytes = 128 << 20;

    private const int SmallBytes = 8 << 20;
    private const int PartBytes = 81_920;
    private static readonly int MostRatio = new SnapshotLimits().Ratio;
    private readonly SemaphoreSlim _turn = new(1);

    // Kept from one large body to the next while they follow each other, and no longer: what nobody uses is collected.
    private readonly WeakReference<byte[]?> _room = new(null);

    /// <summary>A body, unpacked.</summary>
    /// <param name="from">Where it comes from.</param>
    /// <param name="isPacked">Whether it is gzip.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnreadableBodyException">It is too large, or broken.</exception>
    public async Task<EventBody> ReadAsync(Stream from, bool isPacked, CancellationToken cancellationToken)
    {
        if (!isPacked)
        {
            return await ReadAsync(from, packed: null, cancellationToken);
        }
        await using var packed = new CountingStream(from);
        await using var unpacking = new GZipStream(packed, CompressionMode.Decompress);
        try
        {
            return await ReadAsync(unpacking, packed, cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new UnreadableBodyException("It is not sound gzip.", isTooLarge: false, broken);
        }
    }

    /// <summary>Refuses what says itself that it is too large, before any of it is read.</summary>
    /// <param name="length">How long it says that it is.</param>
    /// <exception cref="UnreadableBodyException">It is too large.</exception>
    public void CheckLength(long length)
    {
        if (length > most)
        {
            throw new UnreadableBodyException($"It holds more than {most} bytes of events. Send it in parts: an event that comes twice counts once.", isTooLarge: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<EventBody> ReadAsync(Stream from, CountingStream? packed, CancellationToken cancellationToken)
    {
        using var first = new MemoryStream();
        FileStream? spool = null;
        try
        {
            var buffer = new byte[PartBytes];
            var length = 0;
            int read;
            while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
                Check(length, packed);
                if (spool is null && length > small)
                {
                    spool = Spool();
                    first.Position = 0;
                    await first.CopyToAsync(spool, cancellationToken);
                    first.SetLength(0);
                    first.Capacity = 0;
                }
                await ((Stream?)spool ?? first).WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            return spool is null ? new EventBody(first.GetBuffer().AsMemory(0, length)) : await TakeRoomAsync(spool, length, cancellationToken);
        }
        finally
        {
            if (spool is not null)
            {
                await spool.DisposeAsync();
            }
        }
    }

    private async Task<EventBody> TakeRoomAsync(FileStream spool, int length, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_room.TryGetTarget(out var room))
            {
                // As large as any: memory that is not written to is not used.
                room = GC.AllocateUninitializedArray<byte>(most);
                _room.SetTarget(room);
            }
            spool.Position = 0;
            await spool.ReadExactlyAsync(room.AsMemory(0, length), cancellationToken);
            return new EventBody(room.AsMemory(0, length), () => _turn.Release());
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    private void Check(int length, CountingStream? packed)
    {
        CheckLength(length);
        if (packed is not null && length > SnapshotLimits.SmallBytes && length / MostRatio > packed.BytesRead)
        {
            throw new UnreadableBodyException(
                $"It unpacks to more than {MostRatio} times its size, as only a decompression bomb does. Send it unpacked if it is sound.", isTooLarge: true);
        }
    }

    // For the portal's user alone, and gone with the handle.
    private static FileStream Spool()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }
}
