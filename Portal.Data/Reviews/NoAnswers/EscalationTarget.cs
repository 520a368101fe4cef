namespace Portal.Data.Reviews.NoAnswers;

/// <summary>To whom overdue questions go.</summary>
public enum EscalationTarget
{
    /// <summary>The nearest manager above who is asked, of those who may answer.</summary>
    Manager,
    /// <summary>Who answers for the campaign.</summary>
    CampaignOwner,
}
