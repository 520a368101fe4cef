namespace Portal.Data.Reviews.Scopes;

/// <summary>What is left out of a campaign.</summary>
public enum ExcludedKind
{
    /// <summary>All that an agent holds.</summary>
    Agent,
    /// <summary>All that an identity holds.</summary>
    Identity,
    /// <summary>One entitlement.</summary>
    Entitlement,
}
