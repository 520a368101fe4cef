namespace Portal.Reviews;

/// <summary>A person's word that a campaign goes on although a source may not be complete.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Reason">Why.</param>
internal sealed record ExceptionBody(Guid? SourceId, string? Reason);
