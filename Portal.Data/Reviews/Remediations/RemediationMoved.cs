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
    /// <summary>A second person has to agree before it is carried out.</summary>
    ApprovalNeeded,
    /// <summary>Who decided it or asked for it cannot be the one who agrees.</summary>
    OwnRequest,
    /// <summary>Only a person can do this, under their own name.</summary>
    PersonNeeded,
    /// <summary>What was agreed to is not what is planned now.</summary>
    PlanChanged,
    /// <summary>There is neither a call nor a command for it.</summary>
    Unsupported,
    /// <summary>The portal is at it; what comes of it is not known yet.</summary>
    BeingCarriedOut,
}
