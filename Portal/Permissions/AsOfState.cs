namespace Portal.Permissions;

/// <summary>What an identity was at the time for which a view of it is asked.</summary>
public enum AsOfState
{
    /// <summary>There, and the time is now.</summary>
    Now,
    /// <summary>There, at a time in the past.</summary>
    Then,
    /// <summary>No snapshot had shown it yet.</summary>
    NotKnownYet,
    /// <summary>Snapshots had stopped to show it, by then or by now.</summary>
    Gone,
}
