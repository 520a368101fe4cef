namespace Portal.Data.People;

/// <summary>A person with all that their page shows.</summary>
/// <param name="Person">What lists show of them.</param>
/// <param name="TimeZone">Their IANA time zone, or null.</param>
/// <param name="AuditorUntil">Until when they are an auditor, or null.</param>
public sealed record PersonDetail(PersonRow Person, string? TimeZone, DateTimeOffset? AuditorUntil);
