using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Data.Audit.Packs;

/// <summary>
/// Writes a ZIP on and seals it: the record at its end, which is held back until then, gets a comment with the digest of all bytes before that.
/// </summary>
/// <param name="inner">Where the ZIP goes; left open.</param>
internal sealed class SealingStream(Stream inner) : Stream
{
    private const int EndLength = 22;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _last = [];
    private long _length;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Ends the ZIP, which has no comment yet, with its seal.</summary>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
        BinaryPrimitives.WriteUInt16LittleEndian(_last.AsSpan(EndLength - sizeof(ushort)), EvidencePack.SealLength);
        _hash.AppendData(_last);
        byte[] end = [.. _last, .. Encoding.ASCII.GetBytes(EvidencePack.SealMark + Convert.ToHexStringLower(_hash.GetHashAndReset()))];
        await inner.WriteAsync(end, cancellationToken);
        await inner.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _length += buffer.Length;
        byte[] all = [.. _last, .. buffer.Span];
        var held = Math.Min(EndLength, all.Length);
        var on = all.AsMemory(0, all.Length - held);
        _last = all[^held..];
        _hash.AppendData(on.Span);
        await inner.WriteAsync(on, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    // A response must not be written to in a way that blocks. The ZIP does so with the last bytes of a file, which wait for what comes next.
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _length += buffer.Length;
        _last = [.. _last, .. buffer];
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush()
    {
        // What is behind is flushed with the seal.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }
}
