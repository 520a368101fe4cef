namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>What a primitive has to touch.</summary>
internal enum PrimitiveTarget
{
    /// <summary>Nothing in particular.</summary>
    Nothing,
    /// <summary>The caller, which is a user.</summary>
    OwnUser,
    /// <summary>The caller, which is a role.</summary>
    OwnRole,
    /// <summary>A customer policy that the caller holds.</summary>
    OwnPolicy,
    /// <summary>A group that the caller is in.</summary>
    OwnGroup,
    /// <summary>A group that the caller is not in; the caller is a user.</summary>
    Group,
    /// <summary>Another user.</summary>
    User,
    /// <summary>Another role.</summary>
    Role,
    /// <summary>A role that trusts an identity provider of the account; the actions work on the provider.</summary>
    FederatedRole,
}
