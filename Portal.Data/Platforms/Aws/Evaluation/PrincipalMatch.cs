namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>How a policy on a resource names a caller, from weak to strong; it decides which limits a grant is under.</summary>
internal enum PrincipalMatch
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>Through its account: that only lets the account's own policies decide.</summary>
    Account,
    /// <summary>Through the role or user behind the session: boundary and session policy still limit the grant.</summary>
    Behind,
    /// <summary>Itself, or everyone: implicit denies of its own policies do not limit the grant.</summary>
    Direct,
}
