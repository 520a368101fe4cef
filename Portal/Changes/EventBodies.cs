using System.Buffers;
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
    /// <param name="expected">How many bytes are said to come, or 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnreadableBodyException">It is too large, or broken.</exception>
    public async Task<EventBody> ReadAsync(Stream from, bool isPacked, long expected, CancellationToken cancellationToken)
    {
        if (!isPacked)
        {
            CheckLength(expected);
            return await ReadAsync(from, packed: null, (int)expected, cancellationToken);
        }
        await using var packed = new CountingStream(from);
        await using var unpacking = new GZipStream(packed, CompressionMode.Decompress);
        try
        {
            return await ReadAsync(unpacking, packed, expected: 0, cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new UnreadableBodyException("It is not sound gzip.", isTooLarge: false, broken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<EventBody> ReadAsync(Stream from, CountingStream? packed, int expected, CancellationToken cancellationToken)
    {
        // Rented: arrays of this size are collected with everything else, and a log file comes several times a second.
        var room = ArrayPool<byte>.Shared.Rent(Math.Max(PartBytes, Math.Min(expected, small) + 1));
        try
        {
            var length = 0;
            int read;
            while ((read = await from.ReadAsync(room.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
                Check(length, packed);
                if (length > small)
                {
                    return await SpoolAsync(from, packed, room, length, cancellationToken);
                }
                if (length == room.Length)
                {
                    room = Grown(room);
                }
            }
            var whole = room;
            room = null;
            return new EventBody(whole.AsMemory(0, length), () => ArrayPool<byte>.Shared.Return(whole));
        }
        finally
        {
            if (room is not null)
            {
                ArrayPool<byte>.Shared.Return(room);
            }
        }
    }

    private static byte[] Grown(byte[] room)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * room.Length);
        room.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(room);
        return larger;
    }

    private async Task<EventBody> SpoolAsync(Stream from, CountingStream? packed, byte[] room, int length, CancellationToken cancellationToken)
    {
        await using var spool = Spool();
        await spool.WriteAsync(room.AsMemory(0, length), cancellationToken);
        int read;
        while ((read = await from.ReadAsync(room.AsMemory(0, PartBytes), cancellationToken)) > 0)
        {
            length += read;
            Check(length, packed);
            await spool.WriteAsync(room.AsMemory(0, read), cancellationToken);
        }
        return await TakeRoomAsync(spool, length, cancellationToken);
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

    private void CheckLength(long length)
    {
        if (length > most)
        {
            throw new UnreadableBodyException($"It holds more than {most} bytes of events. Send it in parts: an event that comes twice counts once.", isTooLarge: true);
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
