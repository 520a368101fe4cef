namespace Portal.Sources.Connectors;

/// <summary>How a source's connector of this portal fares.</summary>
/// <param name="Kind">What it reads: <c>queue</c> or <c>bucket</c>; <c>source</c> while that is not known.</param>
/// <param name="ReadAt">When it last read without trouble, or null.</param>
/// <param name="Problem">What keeps it from reading, or null.</param>
/// <param name="Since">Since when, or null.</param>
public sealed record ConnectorState(string Kind, DateTimeOffset? ReadAt, string? Problem, DateTimeOffset? Since);
