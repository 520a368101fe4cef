namespace Portal.Data.Permissions.LeastPrivilege;

/// <summary>What of its permissions an identity keeps.</summary>
public enum KeepRule
{
    /// <summary>What was used, and what nothing says anything about: it takes away only what was surely not used.</summary>
    UsedOrUnknown,
    /// <summary>What was used, and nothing else.</summary>
    Used,
    /// <summary>All of it, written as small as it can be.</summary>
    Everything,
    /// <summary>None of it, as a start for whoever chooses each action.</summary>
    Nothing,
}
