namespace Portal.Data.Platforms.Organizations;

/// <summary>An identity that may do it.</summary>
/// <param name="Identity">Its number.</param>
/// <param name="Decision">Allowed, or conditional when it depends on what is not known.</param>
/// <param name="Via">The identities that it becomes one after another, the last of which does it; empty when it does it itself.</param>
public sealed record WhoCanFinding(int Identity, AccessDecision Decision, IReadOnlyList<int> Via);
