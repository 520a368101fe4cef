namespace Portal.Data.Reviews.Remediations;

/// <summary>Who carries a revoke out.</summary>
public enum Carrier
{
    /// <summary>A person, with the command.</summary>
    Person,
    /// <summary>The portal, by the platform's own calls.</summary>
    Portal,
}
