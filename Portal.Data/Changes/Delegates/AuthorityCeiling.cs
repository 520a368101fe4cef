using Portal.Data.Platforms;

namespace Portal.Data.Changes.Delegates;

/// <summary>The inherited-authority ceiling: what an agent may do with the rights of an identity that is not its own.</summary>
/// <param name="Rights">What the identity may do, whoever calls with it.</param>
/// <param name="Limits">What it may not do when the agent calls, and which statement says so; empty when nothing does.</param>
/// <param name="Remaining">What remains when the agent calls. What it can take off is no limit, and takes nothing away here.</param>
/// <param name="Excess">What of that it was never seen using.</param>
/// <param name="Seen">What policies can see of the agent.</param>
public sealed record AuthorityCeiling(
    CeilingRights Rights, IReadOnlyList<CeilingLimit> Limits, CeilingRights Remaining, CeilingExcess Excess, AgentContext Seen);
