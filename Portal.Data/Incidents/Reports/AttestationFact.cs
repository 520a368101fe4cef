using Portal.Data.Reviews;

namespace Portal.Data.Incidents.Reports;

/// <summary>Who stood behind an entitlement, as far as reviews say.</summary>
/// <param name="Decision">The answer.</param>
/// <param name="By">Who gave it.</param>
/// <param name="Campaign">In which review.</param>
/// <param name="IsOfOtherContent">Whether the entitlement had another content then.</param>
internal sealed record AttestationFact(Decision Decision, string By, string Campaign, bool IsOfOtherContent);
