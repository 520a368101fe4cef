namespace Portal.Data.Reviews.Remediations;

/// <summary>
/// How far a revoke is on its way to proof. Before it there is none: an item that nobody revoked has no remediation. Only a snapshot proves
/// anything; a person's word, and what the platform answered, is <see cref="Applied"/>.
/// </summary>
public enum RemediationState
{
    /// <summary>Decided; nobody has asked for it to be carried out yet.</summary>
    Planned,
    /// <summary>Somebody asked for it to be carried out, and a second person has to agree.</summary>
    AwaitingApproval,
    /// <summary>It may be carried out, and is being.</summary>
    Applying,
    /// <summary>A person said that it was carried out, or the platform answered that it was.</summary>
    Applied,
    /// <summary>A snapshot no longer shows it.</summary>
    Verified,
    /// <summary>It could not be carried out, or a later snapshot still shows it.</summary>
    Failed,
    /// <summary>The portal has neither a call nor a command for it: a person has to find out how.</summary>
    Unsupported,
    /// <summary>It is gone, but what it allowed is allowed in other ways that came since.</summary>
    Partial,
    /// <summary>The revoke was taken back, with a reason.</summary>
    RolledBack,
    /// <summary>It was gone, and a later snapshot shows it again.</summary>
    Reappeared,
    /// <summary>A named person accepts that it stays, up to a date.</summary>
    RiskAccepted,
}
