namespace Portal.Permissions;

/// <summary>How large AWS lets policies be, in characters without white space.</summary>
internal static class PolicySizes
{
    /// <summary>A managed policy.</summary>
    public const int Managed = 6_144;

    /// <summary>All inline policies of a role together.</summary>
    public const int Role = 10_240;

    /// <summary>All inline policies of a user together.</summary>
    public const int User = 2_048;
}
