using Portal.Data.Access;

namespace Portal.Data.Reviews.Absences;

/// <summary>An absence to be entered.</summary>
/// <param name="From">From when.</param>
/// <param name="Until">Up to, not including.</param>
/// <param name="StandIn">Who stands in, or null for who comes next.</param>
public sealed record AbsenceDraft(DateTimeOffset From, DateTimeOffset Until, PersonId? StandIn);
