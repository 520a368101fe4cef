namespace Portal.Data.Platforms;

/// <summary>How sure it is who acted and for whom.</summary>
public enum AttributionGrade
{
    /// <summary>Nothing in the evidence says it.</summary>
    Unknown,
    /// <summary>Asserted by the platform; the caller cannot forge it.</summary>
    A,
    /// <summary>Bound by the organization's own configuration: a dedicated role, a required source identity.</summary>
    B,
    /// <summary>Declared by the caller itself: a user agent.</summary>
    C,
    /// <summary>Only behaviour points to it.</summary>
    D,
}
