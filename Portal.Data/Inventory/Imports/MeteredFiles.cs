using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>Measures how far the reading of an export has come.</summary>
/// <param name="progress">Told about it, 0..1; or null.</param>
internal sealed class MeteredFiles(IProgress<double>? progress)
{
    // Readers may go over a file twice: first for what is referred to, then for who refers to it.
    private const int Passes = 2;

    private long _total;
    private long _read;
    private double _told;

    /// <summary>The files, measured.</summary>
    public IReadOnlyList<SnapshotFile> Of(IReadOnlyList<SnapshotFile> files)
    {
        _total = Passes * files.Sum(f => f.Length ?? 0);
        return [.. files.Select(f => f with { Open = () => new Metered(f.Open(), Count) })];
    }

    private void Count(int bytes)
    {
        const double Step = 0.01;
        var read = Interlocked.Add(ref _read, bytes);
        var share = _total == 0 ? 0 : Math.Min(1, (double)read / _total);
        if (share >= _told + Step)
        {
            _told = share;
            progress?.Report(share);
        }
    }

    private sealed class Metered(Stream inner, Action<int> count) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            count(read);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            count(read);
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
