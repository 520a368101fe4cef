namespace Portal.Data.Reviews.Evidence;

/// <summary>Why something is open although the campaign is signed off.</summary>
public enum EvidenceOpenKind
{
    /// <summary>The population may not be complete: a person signed for that.</summary>
    ScopeException,
    /// <summary>The revoke was not carried out: a person accepted the risk.</summary>
    RiskAccepted,
    /// <summary>The revoke was given back.</summary>
    RolledBack,
    /// <summary>Nobody answered: the access stays, and nobody stood behind it.</summary>
    Unanswered,
    /// <summary>The reviewer had no opinion: the access stays, and nobody stood behind it.</summary>
    Abstained,
    /// <summary>Somebody answered against a revoke that stands.</summary>
    Conflict,
}
