namespace Portal.Data.Reviews.MicroReviews;

/// <summary>What sets a rule off.</summary>
public enum MicroReviewTrigger
{
    /// <summary>An agent was given something privileged, or what it holds was widened into that.</summary>
    PrivilegedAdded,
    /// <summary>An agent may do more than was attested of it.</summary>
    BeyondAttested,
    /// <summary>The risk of an identity of an agent reached a number.</summary>
    RiskReached,
    /// <summary>An agent's owner left.</summary>
    OwnerLeft,
    /// <summary>An identity of an agent has done nothing for so many days. Use that is unknown is not dormancy.</summary>
    Dormant,
}
