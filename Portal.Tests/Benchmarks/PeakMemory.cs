using System.Diagnostics;

namespace Portal.Tests.Benchmarks;

/// <summary>Watches the resident memory of this process until disposed.</summary>
internal sealed class PeakMemory : IDisposable
{
    private const int EveryMilliseconds = 20;
    private const double Megabyte = 1_000_000;

    private readonly Timer _timer;
    private long _most;

    /// <summary>Starts.</summary>
    public PeakMemory() => _timer = new Timer(_ => Look(), state: null, 0, EveryMilliseconds);

    /// <summary>The most so far.</summary>
    public double Megabytes
    {
        get
        {
            Look();
            return Interlocked.Read(ref _most) / Megabyte;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        using var process = Process.GetCurrentProcess();
        var now = process.WorkingSet64;
        if (now > Interlocked.Read(ref _most))
        {
            Interlocked.Exchange(ref _most, now);
        }
    }
}
