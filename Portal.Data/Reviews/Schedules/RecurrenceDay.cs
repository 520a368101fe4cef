namespace Portal.Data.Reviews.Schedules;

/// <summary>On which day of its month an occurrence falls; business days are Monday to Friday.</summary>
public enum RecurrenceDay
{
    /// <summary>On the anchor's day; on the last one of a month that has no such day.</summary>
    OfAnchor,
    /// <summary>On the last day.</summary>
    Last,
    /// <summary>On the first business day.</summary>
    FirstBusiness,
    /// <summary>On the last business day.</summary>
    LastBusiness,
}
