using Portal.Data.Inventory;

namespace Portal.Data.Reviews;

/// <summary>How far a reviewer is in a campaign.</summary>
/// <param name="Reviewer">Who.</param>
/// <param name="Items">How many items they were asked about.</param>
/// <param name="Open">How many of them wait.</param>
/// <param name="Revoked">How many they revoked or reduced.</param>
public sealed record ReviewerProgress(PersonRef Reviewer, int Items, int Open, int Revoked);
