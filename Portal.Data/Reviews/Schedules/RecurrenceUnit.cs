namespace Portal.Data.Reviews.Schedules;

/// <summary>In what a recurrence counts.</summary>
public enum RecurrenceUnit
{
    /// <summary>Weeks, on the weekday of the anchor.</summary>
    Weeks,
    /// <summary>Months: 3 is quarterly, 12 is yearly.</summary>
    Months,
}
