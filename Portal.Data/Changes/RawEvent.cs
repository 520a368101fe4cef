namespace Portal.Data.Changes;

/// <summary>The event of a change as it came.</summary>
/// <param name="Text">Its text; empty when it was forgotten, null when it is guarded and nobody asked for it.</param>
/// <param name="IsGuarded">Whether it holds what a policy of a privileged agent says, so that reading it is recorded.</param>
public sealed record RawEvent(string? Text, bool IsGuarded);
