namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>Every policy that has a say in a request.</summary>
internal sealed record AppliedPolicies
{
    private FlatStatements? _flat;
    private bool _wasAsked;

    /// <summary>Nothing applies.</summary>
    public AppliedPolicies()
    {
    }

    /// <summary>A copy to be changed: it gets a row of its own.</summary>
    private AppliedPolicies(AppliedPolicies original)
    {
        (Identity, Boundary, Session) = (original.Identity, original.Boundary, original.Session);
        (ServiceControl, ResourceControl) = (original.ServiceControl, original.ResourceControl);
        (Resource, Endpoint) = (original.Resource, original.Endpoint);
        (ManagementAccount, BlocksPublicAccess) = (original.ManagementAccount, original.BlocksPublicAccess);
    }

    /// <summary>Those of the caller.</summary>
    public IReadOnlyList<AppliedPolicy> Identity { get; init; } = [];

    /// <summary>The caller's boundary; null when it has none.</summary>
    public IReadOnlyList<AppliedPolicy>? Boundary { get; init; }

    /// <summary>The session's policies; null when none were passed in.</summary>
    public IReadOnlyList<AppliedPolicy>? Session { get; init; }

    /// <summary>Service control policies above the caller's account, from the root down; empty outside organizations.</summary>
    public IReadOnlyList<PolicyLevel> ServiceControl { get; init; } = [];

    /// <summary>Resource control policies above the resource's account, from the root down.</summary>
    public IReadOnlyList<PolicyLevel> ResourceControl { get; init; } = [];

    /// <summary>The policy on the resource; null when it has none.</summary>
    public AppliedPolicy? Resource { get; init; }

    /// <summary>Policies of the VPC endpoint; null when the request goes through none.</summary>
    public IReadOnlyList<AppliedPolicy>? Endpoint { get; init; }

    /// <summary>The organization's management account, which its own policies do not bind; null when unknown or outside organizations.</summary>
    public string? ManagementAccount { get; init; }

    /// <summary>True when S3 restricts public buckets here.</summary>
    public bool BlocksPublicAccess { get; init; }

    /// <summary>The same in one row; null when first asked for, since one question alone is not worth making it, and when it cannot be made.</summary>
    public FlatStatements? Row
    {
        get
        {
            if (_flat is { } flat)
            {
                return flat.Entries is null ? null : flat;
            }
            if (_wasAsked)
            {
                _flat = FlatStatements.Of(this);
            }
            _wasAsked = true;
            return null;
        }
    }
}
