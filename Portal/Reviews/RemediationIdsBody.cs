namespace Portal.Reviews;

/// <summary>Names remediations.</summary>
/// <param name="Ids">Their ids.</param>
internal sealed record RemediationIdsBody(IReadOnlyList<Guid>? Ids);
