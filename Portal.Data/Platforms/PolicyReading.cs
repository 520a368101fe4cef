namespace Portal.Data.Platforms;

/// <summary>A policy document as the platform reads it.</summary>
/// <param name="Text">The document in its stored form.</param>
/// <param name="Problem">Place and reason why the platform would not attach it, or null when it is sound.</param>
public sealed record PolicyReading(PolicyText Text, string? Problem);
