namespace Portal.Data.Reviews;

/// <summary>Where a campaign is. That it is overdue is computed from its due date, never a state.</summary>
public enum CampaignState
{
    /// <summary>Prepared; nobody was asked yet.</summary>
    Draft,
    /// <summary>Reviewers were asked and may decide.</summary>
    Active,
    /// <summary>No more decisions; some revokes are not proven yet.</summary>
    Remediating,
    /// <summary>No more decisions, and every revoke is verified, undone or accepted as a risk.</summary>
    Closed,
    /// <summary>Given up; what was decided stays on record.</summary>
    Cancelled,
}
