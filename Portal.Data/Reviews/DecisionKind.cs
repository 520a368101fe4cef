namespace Portal.Data.Reviews;

/// <summary>A reviewer's answer.</summary>
public enum DecisionKind
{
    /// <summary>It is needed and stays.</summary>
    Attest,
    /// <summary>It goes.</summary>
    Revoke,
    /// <summary>Something narrower takes its place; the justification says what is still needed.</summary>
    Reduce,
    /// <summary>Someone else has to answer.</summary>
    NotMine,
    /// <summary>No opinion; the access stays, and nobody stood behind it.</summary>
    Abstain,
}
