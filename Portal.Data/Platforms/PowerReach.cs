namespace Portal.Data.Platforms;

/// <summary>How far a kind of power reaches.</summary>
public enum PowerReach
{
    /// <summary>Not held.</summary>
    None,
    /// <summary>Held on some resources or under some conditions.</summary>
    Some,
    /// <summary>Held on every resource without a condition.</summary>
    Everything,
}
