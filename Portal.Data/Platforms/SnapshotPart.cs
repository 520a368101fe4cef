namespace Portal.Data.Platforms;

/// <summary>The parts of a snapshot that platforms export separately, so that one can be complete while another was not exported at all.</summary>
public enum SnapshotPart
{
    /// <summary>Principals with their entitlements, boundaries and trust policies.</summary>
    Principals,
    /// <summary>Policies on resources, without the trust policies of principals.</summary>
    ResourcePolicies,
    /// <summary>Scopes of the organization and the limits on them.</summary>
    Organization,
}
