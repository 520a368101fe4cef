namespace Portal.Data.Platforms;

/// <summary>What comes out of a packed file, as long as it stays within the limits.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="unpacked">The unpacked content.</param>
/// <param name="packedBytes">How many packed bytes it came from so far, or in all.</param>
/// <param name="limits">How much may come out.</param>
/// <param name="owner">What is disposed with the stream.</param>
internal sealed class UnpackingStream(string file, Stream unpacked, Func<long> packedBytes, SnapshotLimits limits, IDisposable owner) : Stream
{
    private long _bytes;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _bytes;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Counted(unpacked.Read(buffer));
        }
        catch (InvalidDataException broken)
        {
            throw Damaged(broken);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Counted(await unpacked.ReadAsync(buffer, cancellationToken));
        }
        catch (InvalidDataException broken)
        {
            throw Damaged(broken);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
            owner.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        _bytes += read;
        if (_bytes > limits.Bytes)
        {
            throw new SnapshotFormatException(file, null, $"It unpacks to more than {limits.Bytes:N0} bytes; upload it in parts.");
        }
        if (_bytes > SnapshotLimits.SmallBytes && _bytes / limits.Ratio > packedBytes())
        {
            throw new SnapshotFormatException(
                file, null, $"It unpacks to more than {limits.Ratio} times its size, as only a decompression bomb does; upload the file unpacked if it is sound.");
        }
        return read;
    }

    private SnapshotFormatException Damaged(InvalidDataException broken) =>
        new(file, $"after {_bytes:N0} bytes unpacked", "The packed data are damaged; make or copy the file again.", broken);
}
