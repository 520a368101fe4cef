namespace Portal.Data.Platforms;

/// <summary>One step of the explanation of a permission.</summary>
/// <param name="Kind">What the step is.</param>
/// <param name="Name">The entitlement, policy, statement (its Sid or <c>statement 2</c>) or limit.</param>
/// <param name="Detail">What it does here, one short sentence; null when the name says it all.</param>
public sealed record PathStep(PathStepKind Kind, string Name, string? Detail);
