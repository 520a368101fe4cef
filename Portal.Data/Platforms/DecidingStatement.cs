namespace Portal.Data.Platforms;

/// <summary>A statement that decided.</summary>
/// <param name="Policy">The policy's short name.</param>
/// <param name="PolicyKind">Where the policy stands: <c>identity</c>, <c>boundary</c>, <c>serviceControlPolicy</c>, <c>resource</c>….</param>
/// <param name="Statement">The statement's Sid, or <c>statement 2</c> counting from 1.</param>
/// <param name="Effect"><c>Allow</c> or <c>Deny</c>.</param>
/// <param name="Json">The statement as it stands in its document.</param>
public sealed record DecidingStatement(string Policy, string PolicyKind, string Statement, string Effect, string Json);
