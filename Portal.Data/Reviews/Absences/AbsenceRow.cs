using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Absences;

/// <summary>An absence as its page shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Up to, not including.</param>
/// <param name="StandIn">Who stands in, or null.</param>
/// <param name="IsNow">Whether it holds now; else it is still to come.</param>
public sealed record AbsenceRow(AbsenceId Id, DateTimeOffset From, DateTimeOffset Until, PersonRef? StandIn, bool IsNow);
