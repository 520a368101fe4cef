namespace Portal.Data.Inventory;

/// <summary>One fact that adds to a risk.</summary>
/// <param name="Fact">The fact, one short sentence.</param>
/// <param name="Points">What it adds.</param>
public sealed record RiskReason(string Fact, int Points);
