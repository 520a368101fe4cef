namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>A statement that decided.</summary>
/// <param name="SourcePolicyId">The policy: its place in the call, as <c>PolicyInputList.1</c>, or its name.</param>
/// <param name="SourcePolicyType"><c>user</c>, <c>group</c>, <c>role</c>, <c>aws-managed</c>, <c>user-managed</c>, <c>resource</c> or <c>none</c>.</param>
/// <param name="StartPosition">Where the statement begins in its document.</param>
/// <param name="EndPosition">Where it ends.</param>
internal sealed record MatchedStatement(string SourcePolicyId, string SourcePolicyType, TextPosition StartPosition, TextPosition EndPosition);
