namespace Portal.Data.Sources;

/// <summary>What came of saving a source.</summary>
/// <param name="Outcome">Whether it is saved.</param>
/// <param name="Source">The source, or null when it was refused.</param>
public sealed record SourceResult(SourceSaved Outcome, SourceId? Source = null);
