namespace Portal.Demo;

/// <summary>The time at which a piece of the demo's history happens: what is loaded is recorded as of then.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset _now;

    /// <summary>Moves to <paramref name="time"/>.</summary>
    public void MoveTo(DateTimeOffset time) => _now = time;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;
}
