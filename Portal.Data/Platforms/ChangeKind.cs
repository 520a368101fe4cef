namespace Portal.Data.Platforms;

/// <summary>What a change did.</summary>
public enum ChangeKind
{
    /// <summary>An identity may do more.</summary>
    PermissionGained,
    /// <summary>An identity may do less.</summary>
    PermissionLost,
    /// <summary>A permission was rewritten; whether it is more or less is for the engine to say.</summary>
    PermissionChanged,
    /// <summary>A key, password or token was made or switched on.</summary>
    CredentialMade,
    /// <summary>A key, password or token was taken away or switched off.</summary>
    CredentialRemoved,
    /// <summary>Who may become the identity was changed.</summary>
    TrustChanged,
    /// <summary>A limit was put on.</summary>
    LimitAdded,
    /// <summary>A limit was taken off or loosened.</summary>
    LimitRemoved,
    /// <summary>An agent's definition, tools or runtime were changed.</summary>
    AgentChanged,
    /// <summary>Something was deleted or stopped by an agent.</summary>
    Destructive,
    /// <summary>An identity was made.</summary>
    IdentityCreated,
    /// <summary>An identity was deleted.</summary>
    IdentityDeleted,
    /// <summary>Something else that an agent did.</summary>
    Activity,
    /// <summary>An event of a kind that matters whose content could not be understood; its raw text is kept.</summary>
    Unknown,
}
