namespace Portal.Data.Reviews.Remediations;

/// <summary>What became of an attempt to move a remediation to another state.</summary>
public enum RemediationMoved
{
    /// <summary>It moved.</summary>
    Done,
    /// <summary>It was there already; nothing was done a second time.</summary>
    AlreadySo,
    /// <summary>There is no way from its present state.</summary>
    WrongState,
    /// <summary>A reason is needed.</summary>
    ReasonMissing,
    /// <summary>A risk is accepted up to a date in the future, at most a year away.</summary>
    UntilOutOfRange,
}
