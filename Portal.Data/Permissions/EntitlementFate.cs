namespace Portal.Data.Permissions;

/// <summary>What became of an entitlement between a time in the past and now.</summary>
public enum EntitlementFate
{
    /// <summary>It was not there then and is now.</summary>
    Given,
    /// <summary>It is there at both times, with other content.</summary>
    Changed,
    /// <summary>It was there then and is not any more.</summary>
    TakenAway,
}
