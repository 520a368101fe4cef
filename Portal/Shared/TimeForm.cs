namespace Portal.Shared;

/// <summary>How an instant is written.</summary>
public enum TimeForm
{
    /// <summary><c>3 h ago</c> within a month, else the date.</summary>
    Relative,
    /// <summary>Date and time to the minute.</summary>
    Minute,
    /// <summary>Date and time to the second.</summary>
    Exact,
    /// <summary>The date alone.</summary>
    Date,
}
