namespace Portal.Data.Notices;

/// <summary>What came of an act on a rule.</summary>
public enum NoticeRuleOutcome
{
    /// <summary>It is done.</summary>
    Done,
    /// <summary>There is none with this id.</summary>
    NotFound,
    /// <summary>Another rule has this name.</summary>
    NameTaken,
    /// <summary>Something makes no sense.</summary>
    Invalid,
    /// <summary>There are as many rules as there may be.</summary>
    TooMany,
    /// <summary>The rule posts to no channel.</summary>
    NoChannel,
}
