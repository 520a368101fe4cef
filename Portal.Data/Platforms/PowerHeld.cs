namespace Portal.Data.Platforms;

/// <summary>A kind of power, and where it is held.</summary>
/// <param name="Reach">How far it reaches.</param>
/// <param name="Service">The first service, by name, in which it reaches so far; null when it is not held or not about one service.</param>
public sealed record PowerHeld(PowerReach Reach, string? Service = null);
