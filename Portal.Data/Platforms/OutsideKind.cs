namespace Portal.Data.Platforms;

/// <summary>Whom a policy on a resource lets in besides the account that owns it.</summary>
public enum OutsideKind
{
    /// <summary>Everyone, with no condition that ties it to fixed callers or places.</summary>
    Public,
    /// <summary>Everyone who meets a condition on who or where they are.</summary>
    Narrowed,
    /// <summary>Another account, or a principal in one.</summary>
    OtherAccount,
    /// <summary>Whoever an identity provider vouches for.</summary>
    Federated,
    /// <summary>A service of the platform.</summary>
    Service,
    /// <summary>Nobody knows: the policy is too complex to be read.</summary>
    Unknown,
}
