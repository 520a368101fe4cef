namespace Portal.Data.Reviews.Remediations;

/// <summary>What has to happen.</summary>
public enum Remedy
{
    /// <summary>The entitlement is taken away.</summary>
    Remove,
    /// <summary>Something narrower takes the place of its content.</summary>
    Narrow,
}
