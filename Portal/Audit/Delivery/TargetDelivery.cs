using Portal.Data.Audit.Proofs;

namespace Portal.Audit.Delivery;

/// <summary>
/// Brings the latest checkpoint to one target. One that is not taken is tried again, the same one with growing pauses, before a later one is: so
/// they arrive in order. Those that were signed meanwhile are left out, since the latest covers all that they cover. Nothing of this is stored:
/// a portal that starts brings the latest, which at worst is there already.
/// </summary>
/// <param name="target">Where to.</param>
/// <param name="clock">The time.</param>
internal sealed class TargetDelivery(ICheckpointTarget target, TimeProvider clock)
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    // What one side refuses for a day it will never take; a later one may fare better.
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);

    private SignedState? _held;
    private SignedState? _delivered;
    private DateTimeOffset _heldSince;
    private DateTimeOffset _nextAt;
    private int _attempts;

    /// <summary>What people call the target.</summary>
    public string Name => target.Name;

    /// <summary>What went wrong last, or null while nothing waits.</summary>
    public DeliveryFailure? Failure { get; private set; }

    /// <summary>Brings what is due.</summary>
    /// <param name="latest">The latest checkpoint, or null when there is none.</param>
    /// <param name="isLast">Whether the portal stops, so that no later attempt will be made.</param>
    /// <param name="cancellationToken">Gives up; the checkpoint is still held.</param>
    /// <returns>Whether something went wrong just now.</returns>
    public async Task<bool> RunAsync(SignedState? latest, bool isLast, CancellationToken cancellationToken)
    {
        while (Choose(latest, isLast) is { } due)
        {
            try
            {
                await target.DeliverAsync(due, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Fail(exception);
                return true;
            }
            (_held, _delivered, Failure, _attempts) = (null, due, null, 0);
        }
        return false;
    }

    private SignedState? Choose(SignedState? latest, bool isLast)
    {
        var now = clock.GetUtcNow();
        if (_held is null || (now - _heldSince >= LongestHold && latest != _held))
        {
            if (latest is null || latest == _delivered)
            {
                return null;
            }
            (_held, _heldSince) = (latest, now);
        }
        return Failure is null || isLast || now >= _nextAt ? _held : null;
    }

    private void Fail(Exception exception)
    {
        var now = clock.GetUtcNow();
        var pause = Pauses[Math.Min(_attempts++, Pauses.Length - 1)];
        if (exception is DeliveryException { Pause: { } asked } && asked > pause)
        {
            pause = asked < Pauses[^1] ? asked : Pauses[^1];
        }
        _nextAt = now + pause;
        Failure = new(Name, Failure?.Since ?? now, exception.GetBaseException().Message);
    }
}
