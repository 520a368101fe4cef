namespace Portal.Changes;

/// <summary>A body of events in memory. Dispose it once what it holds is stored: the next large one waits for its room.</summary>
/// <param name="bytes">It, unpacked.</param>
/// <param name="release">Gives the room back; null when it took none.</param>
internal sealed class EventBody(ReadOnlyMemory<byte> bytes, Action? release = null) : IDisposable
{
    private Action? _release = release;

    /// <summary>The body, unpacked. Not to be read after this is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
