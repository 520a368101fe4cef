namespace Portal.Data.Reviews;

/// <summary>What became of an answer.</summary>
public enum Decided
{
    /// <summary>It is on record and counts.</summary>
    Recorded,
    /// <summary>The same answer was on record already; nothing was done a second time.</summary>
    AlreadySo,
    /// <summary>It is on record, and does not count: a revoke was decided before and is never overturned this way. The item shows the conflict.</summary>
    RevokeStands,
    /// <summary>The campaign takes no answers, not yet or no more.</summary>
    NotOpen,
    /// <summary>The caller is not the item's reviewer, or is no person.</summary>
    NotReviewer,
    /// <summary>It is about the caller's own access.</summary>
    OwnAccess,
    /// <summary>Changes show that the caller gave it, so somebody else decides whether it stays.</summary>
    GaveIt,
    /// <summary>The caller owns the agent alone, and nobody else would have to agree.</summary>
    OwnsItAlone,
    /// <summary>The stage in which the caller was asked is over for this item.</summary>
    StageOver,
    /// <summary>A reason is needed: for every revoke and reduce, and to attest privileged access.</summary>
    ReasonMissing,
    /// <summary>An attestation has to end in the future.</summary>
    UntilPassed,
    /// <summary>The item was answered differently since the caller looked at it.</summary>
    ChangedMeanwhile,
    /// <summary>Nobody else can be found who may answer, so "not mine" cannot be taken.</summary>
    NobodyElse,
    /// <summary>There is no such item in the campaign, or the caller may not know of it.</summary>
    NotFound,
}
