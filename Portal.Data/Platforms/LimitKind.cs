namespace Portal.Data.Platforms;

/// <summary>What kind of limit trims permissions.</summary>
public enum LimitKind
{
    /// <summary>A permission boundary on one principal.</summary>
    Boundary,
    /// <summary>A service control policy on a scope of the organization.</summary>
    ServiceControlPolicy,
    /// <summary>A resource control policy on a scope of the organization.</summary>
    ResourceControlPolicy,
}
