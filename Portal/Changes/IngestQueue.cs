using System.Globalization;
using System.Threading.RateLimiting;

namespace Portal.Changes;

/// <summary>
/// Bounds the memory that events take before they are stored: a few bodies are read at a time, some more wait unread, and the rest is asked to
/// come again. What was acknowledged is stored already, so nothing is lost here.
/// </summary>
internal sealed class IngestQueue : IDisposable
{
    /// <summary>When to come again.</summary>
    public static readonly string RetryAfterSeconds = 1.ToString(CultureInfo.InvariantCulture);

    private const int DefaultAtOnce = 3;
    private const int DefaultWaiting = 64;
    private readonly ConcurrencyLimiter _limiter;

    /// <summary>Makes one.</summary>
    /// <param name="atOnce">How many bodies are in memory at a time.</param>
    /// <param name="waiting">How many wait unread.</param>
    public IngestQueue(int atOnce = DefaultAtOnce, int waiting = DefaultWaiting) =>
        _limiter = new(new() { PermitLimit = atOnce, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Waits for a turn; the turn is not acquired when the queue is full. Dispose it when done.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) => _limiter.AcquireAsync(1, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
