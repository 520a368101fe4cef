namespace Portal.Data.Inventory.Handover;

/// <summary>Why someone owns agents from now on.</summary>
public enum HandoverReason
{
    /// <summary>The owner left.</summary>
    Left,
    /// <summary>The owner handed them on.</summary>
    HandedOn,
}
