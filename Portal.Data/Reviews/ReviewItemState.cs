namespace Portal.Data.Reviews;

/// <summary>What is known of an item.</summary>
public enum ReviewItemState
{
    /// <summary>Nobody answered yet.</summary>
    Open,
    /// <summary>It stays, and someone stands behind it.</summary>
    Attested,
    /// <summary>It goes.</summary>
    Revoked,
    /// <summary>Something narrower takes its place.</summary>
    Reduced,
    /// <summary>The reviewer had no opinion.</summary>
    Abstained,
    /// <summary>The campaign ended without an answer: the access stays, and nobody stood behind it.</summary>
    Unanswered,
}
