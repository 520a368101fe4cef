namespace Portal.Data.Inventory;

/// <summary>What identities can be sorted by.</summary>
public enum IdentityColumn
{
    /// <summary>The name.</summary>
    Name,
    /// <summary>The risk.</summary>
    Risk,
    /// <summary>How strongly signals point to an agent.</summary>
    Confidence,
    /// <summary>How many entitlements it holds.</summary>
    Entitlements,
}
