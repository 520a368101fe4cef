namespace Portal.Data.Platforms;

/// <summary>What one statement of an entitlement alone adds.</summary>
/// <param name="Policy">The policy's short name.</param>
/// <param name="Statement">Its Sid, or <c>statement 2</c>.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Left">How many actions limits leave of it.</param>
/// <param name="Lost">How many of them would be gone, or narrower, without it; 0 when others allow all of it as well.</param>
/// <param name="LostExamples">A few of those.</param>
public sealed record StatementContribution(string Policy, string Statement, StatementPlace Place, int Left, int Lost, IReadOnlyList<string> LostExamples);
