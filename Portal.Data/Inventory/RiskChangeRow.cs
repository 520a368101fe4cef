namespace Portal.Data.Inventory;

/// <summary>A change of a risk in a list.</summary>
/// <param name="At">When the new risk was worked out.</param>
/// <param name="From">The risk before.</param>
/// <param name="To">The risk since.</param>
/// <param name="Came">The facts that came.</param>
/// <param name="Went">The facts that went.</param>
public sealed record RiskChangeRow(DateTimeOffset At, int From, int To, IReadOnlyList<RiskReason> Came, IReadOnlyList<RiskReason> Went);
