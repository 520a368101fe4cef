namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>How the published lists sort primitives.</summary>
internal enum PrimitiveGroup
{
    /// <summary>The caller widens its own rights.</summary>
    Self,
    /// <summary>The caller gets hold of another principal.</summary>
    PrincipalAccess,
    /// <summary>The caller makes something that acts with a role which it may pass.</summary>
    NewResource,
    /// <summary>The caller takes over something that acts with a role already.</summary>
    ExistingResource,
    /// <summary>Known beside the published lists.</summary>
    Further,
}
