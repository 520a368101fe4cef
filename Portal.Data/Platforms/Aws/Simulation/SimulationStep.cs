using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>One request of a case with everything that has a say in it. A plain case has one; a role chain has one a hop.</summary>
/// <param name="Request">The request.</param>
/// <param name="Policies">The policies.</param>
/// <param name="Problems">Policies that counted for nothing because AWS would not attach them.</param>
internal sealed record SimulationStep(AccessRequest Request, AppliedPolicies Policies, IReadOnlyList<CaseProblem> Problems);
