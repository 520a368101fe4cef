namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>A policy of a case that AWS would not attach, and which therefore counted for nothing: it neither allowed nor denied.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Place">Where in the case, for example <c>identityPolicies[0].policy.Statement[1].Effect</c>.</param>
/// <param name="Reason">What is wrong there.</param>
internal sealed record CaseProblem(string Policy, string Place, string Reason);
