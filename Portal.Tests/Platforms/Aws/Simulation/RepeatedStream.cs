namespace Portal.Tests.Platforms.Aws.Simulation;

/// <summary>A file that is the same line again and again, and tells how much of it was read.</summary>
internal sealed class RepeatedStream(byte[] line, int count) : Stream
{
    private long _given;

    /// <summary>How many bytes were read.</summary>
    public long Given => Volatile.Read(ref _given);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => (long)line.Length * count;

    public override long Position
    {
        get => Given;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && _given < Length)
        {
            var rest = line.AsSpan((int)(_given % line.Length));
            var part = Math.Min(rest.Length, buffer.Length - read);
            rest[..part].CopyTo(buffer[read..]);
            read += part;
            Volatile.Write(ref _given, _given + part);
        }
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
