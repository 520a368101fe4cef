namespace Portal.Data.Reviews.Evidence;

/// <summary>Whether there is evidence of a campaign to take away.</summary>
public enum EvidenceStanding
{
    /// <summary>There is.</summary>
    Ready,
    /// <summary>The campaign is not signed off: what would be taken away could still change.</summary>
    NotSealed,
    /// <summary>No checkpoint of the present key covers the sign-off yet.</summary>
    NotSigned,
    /// <summary>The items are not those of the population manifest: something else than the portal changed them.</summary>
    Tampered,
}
