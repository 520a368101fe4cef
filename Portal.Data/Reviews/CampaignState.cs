namespace Portal.Data.Reviews;

/// <summary>Where a campaign is. That it is overdue is computed from its due date, never a state.</summary>
public enum CampaignState
{
    /// <summary>Prepared; nobody was asked yet.</summary>
    Draft,
    /// <summary>What it covers is being read.</summary>
    Collecting,
    /// <summary>What it covers cannot be shown to be everything: a source is too old, partial or failed. It waits for a reading or a signed exception.</summary>
    BlockedIncomplete,
    /// <summary>Its items are there, exactly those of its manifest; nobody was asked yet.</summary>
    Staged,
    /// <summary>Reviewers were asked and may decide.</summary>
    Active,
    /// <summary>Reviewers were asked, and for a while nobody may decide.</summary>
    Paused,
    /// <summary>No more decisions; what nobody answered is being settled.</summary>
    Closing,
    /// <summary>No more decisions; some revokes are not proven yet.</summary>
    Remediating,
    /// <summary>No more decisions, and every revoke is verified, undone or accepted as a risk.</summary>
    Closed,
    /// <summary>Signed off: nothing of it changes any more.</summary>
    Sealed,
    /// <summary>Given up; what was decided stays on record.</summary>
    Cancelled,
}
