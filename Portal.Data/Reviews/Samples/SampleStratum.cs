namespace Portal.Data.Reviews.Samples;

/// <summary>Of which items of a campaign a sample is drawn.</summary>
public enum SampleStratum
{
    /// <summary>All of them.</summary>
    All,
    /// <summary>Privileged access: what needs a reason to be attested.</summary>
    Privileged,
    /// <summary>What was attested.</summary>
    Kept,
    /// <summary>What was revoked or is to be reduced.</summary>
    Revoked,
    /// <summary>What nobody stood behind: unanswered, or answered with no opinion.</summary>
    NotDecided,
    /// <summary>What was answered against a revoke that stands.</summary>
    Conflict,
}
