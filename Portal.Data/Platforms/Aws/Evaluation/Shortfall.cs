namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>What was missing where something had to allow and did not.</summary>
internal enum Shortfall
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>No policy of the identity allows.</summary>
    Identity,
    /// <summary>The boundary does not allow.</summary>
    Boundary,
    /// <summary>The session policy does not allow.</summary>
    Session,
    /// <summary>A federated user's session has no policy, and so nothing of its own.</summary>
    FederatedSession,
    /// <summary>No policy on the resource allows.</summary>
    Resource,
    /// <summary>No policy on a resource of another account allows.</summary>
    ForeignResource,
    /// <summary>The resource is one that must allow by itself.</summary>
    SelfGoverned,
    /// <summary>The bucket is public, and public buckets are restricted.</summary>
    PublicBucket,
    /// <summary>A level of service control policies does not allow.</summary>
    ServiceControl,
    /// <summary>The policy of the VPC endpoint does not allow.</summary>
    Endpoint,
    /// <summary>AWS manages the resource by itself.</summary>
    ManagedByAws,
    /// <summary>Root users cannot do this.</summary>
    ClosedToRoot,
    /// <summary>The call is about the caller's own credentials, and the caller has none.</summary>
    NoCredentials,
}
