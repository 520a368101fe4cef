namespace Portal.Data.Inventory.Handover;

/// <summary>How an agent came to its owner, or lost one, without anybody's decision: its owner left. It holds until the new owner confirms it or hands it on.</summary>
/// <param name="From">Who owned it before.</param>
/// <param name="At">When it moved.</param>
public sealed record Inheritance(PersonRef From, DateTimeOffset At);
