namespace Portal.Data.Reviews.NoAnswers;

/// <summary>An item that waits behind a campaign's brake.</summary>
/// <param name="Item">The item.</param>
/// <param name="Entitlement">The entitlement's name.</param>
/// <param name="Identity">Whose it is.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Risk">0..100.</param>
public sealed record HeldItem(ReviewItemId Item, string Entitlement, string Identity, string Agent, int Risk);
