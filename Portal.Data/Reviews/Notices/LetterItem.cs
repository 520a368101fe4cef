namespace Portal.Data.Reviews.Notices;

/// <summary>One item as a mail names it.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Entitlement">The entitlement's short name.</param>
/// <param name="Identity">The identity's short name.</param>
/// <param name="Container">The account, project or namespace.</param>
/// <param name="Contribution">The first thing it adds, or null when it adds nothing of its own or that is unknown.</param>
/// <param name="Risk">0..100.</param>
public sealed record LetterItem(string Agent, string Entitlement, string Identity, string Container, string? Contribution, int Risk);
