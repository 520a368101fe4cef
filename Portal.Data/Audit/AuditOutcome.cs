namespace Portal.Data.Audit;

/// <summary>What came of an act.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,
    /// <summary>It was refused by a rule or for lack of a right.</summary>
    Refused,
    /// <summary>It was tried and failed.</summary>
    Failed,
}
