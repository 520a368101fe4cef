namespace Portal.Data.Reviews;

/// <summary>What people do with a campaign as a whole.</summary>
public enum CampaignStep
{
    /// <summary>Read what it covers, and make its items.</summary>
    Collect,
    /// <summary>Ask the reviewers.</summary>
    Launch,
    /// <summary>Take no answers for a while.</summary>
    Pause,
    /// <summary>Take answers again, with the time that was lost.</summary>
    Resume,
    /// <summary>End answers.</summary>
    Close,
    /// <summary>Take answers again after the end.</summary>
    Reopen,
    /// <summary>Sign it off.</summary>
    Seal,
    /// <summary>Give it up.</summary>
    Cancel,
}
