namespace Portal.Demo;

/// <summary>
/// The portal's clock in the demo: the real time, except while the organization's history is written, before the portal serves anyone. Then
/// it stands at the time of the piece being written, so that the same commands as ever record it as of then.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset? _standsAt;

    /// <summary>Stands still at <paramref name="time"/>.</summary>
    public void StandAt(DateTimeOffset time) => _standsAt = time;

    /// <summary>Shows the real time again.</summary>
    public void GoOn() => _standsAt = null;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _standsAt ?? System.GetUtcNow();
}
