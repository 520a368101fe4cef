namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>How far an act is.</summary>
public enum CarryActState
{
    /// <summary>Nothing was done yet.</summary>
    Waiting,
    /// <summary>What was there is kept, and the call may have been made: whether it had its effect is found out by looking.</summary>
    Started,
    /// <summary>The platform shows that it is done.</summary>
    Done,
    /// <summary>It was given up: the platform refused, what is there is not what was decided about, or it was tried too often.</summary>
    GivenUp,
    /// <summary>Nobody wants it any more.</summary>
    Withdrawn,
}
