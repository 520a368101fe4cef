using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Analytics;

/// <summary>How far one reviewer is, or those of one manager.</summary>
/// <param name="Person">The reviewer or the manager; null for reviewers who have no manager.</param>
/// <param name="Items">How many items they were asked about.</param>
/// <param name="Open">How many wait for their answer.</param>
/// <param name="Revoked">How many they revoked or want reduced.</param>
/// <param name="RevokeRate">Revoked among answered, 0..1; null before they answered.</param>
/// <param name="HoursToAnswer">The median of the hours from the launch to their answers; null before one.</param>
public sealed record ReviewerFigures(PersonRef? Person, int Items, int Open, int Revoked, double? RevokeRate, double? HoursToAnswer);
