namespace Portal.Data.Reviews;

/// <summary>What became of an attempt to move a campaign to another state.</summary>
public enum CampaignMoved
{
    /// <summary>It moved.</summary>
    Done,
    /// <summary>It was there already; nothing was done a second time.</summary>
    AlreadySo,
    /// <summary>There is no way from its present state.</summary>
    WrongState,
    /// <summary>It covers no access at all, so there is nothing to ask.</summary>
    Empty,
    /// <summary>For some of the access nobody can be found who may decide.</summary>
    NobodyToAsk,
    /// <summary>A source is too old, partial or failed, and nobody signed an exception.</summary>
    Incomplete,
    /// <summary>Access changed since its items were made, so they are made anew.</summary>
    AccessChanged,
    /// <summary>The due date has to be in the future.</summary>
    DueDatePassed,
    /// <summary>Items are open and the due date has not passed: closing now would take the reviewers' time away.</summary>
    ItemsOpen,
    /// <summary>A revoke is not verified, undone or accepted as a risk.</summary>
    RevokesOpen,
    /// <summary>A reason is needed.</summary>
    ReasonMissing,
    /// <summary>The reason is too long.</summary>
    ReasonTooLong,
    /// <summary>A person has to answer for it; a program cannot.</summary>
    PersonNeeded,
    /// <summary>The source does not block it, so there is nothing to except.</summary>
    NothingToExcept,
    /// <summary>Its policy took away so much that two people have to look before it goes on.</summary>
    Held,
}
