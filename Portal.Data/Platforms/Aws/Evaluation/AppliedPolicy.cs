using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>A policy that applies to a request.</summary>
/// <param name="Name">The short name people use.</param>
/// <param name="Document">The compiled document; null when it is unknown: then it may allow or deny anything.</param>
internal sealed record AppliedPolicy(string Name, PolicyDocument? Document);
