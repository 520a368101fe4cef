namespace Portal.Reviews;

/// <summary>An absence, as the API takes it.</summary>
/// <param name="From">From when.</param>
/// <param name="Until">Up to, not including.</param>
/// <param name="StandInId">Who stands in, or null for who comes next.</param>
internal sealed record AbsenceBody(DateTimeOffset? From, DateTimeOffset? Until, Guid? StandInId);
