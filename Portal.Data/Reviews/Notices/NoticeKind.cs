namespace Portal.Data.Reviews.Notices;

/// <summary>What a mail to a reviewer says.</summary>
public enum NoticeKind
{
    /// <summary>You are asked.</summary>
    Invitation,
    /// <summary>Others said that it is not theirs, now you are asked.</summary>
    PassedOn,
    /// <summary>Seven days are left.</summary>
    SevenDaysLeft,
    /// <summary>Three days are left.</summary>
    ThreeDaysLeft,
    /// <summary>One day is left.</summary>
    OneDayLeft,
    /// <summary>The due date has passed.</summary>
    Overdue,
    /// <summary>Answers are taken again.</summary>
    Reopened,
}
