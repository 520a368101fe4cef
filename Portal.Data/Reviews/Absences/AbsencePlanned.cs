namespace Portal.Data.Reviews.Absences;

/// <summary>What became of an attempt to enter an absence.</summary>
/// <param name="Id">The absence, or null when there is a problem.</param>
/// <param name="Problems">What is wrong, by field.</param>
public sealed record AbsencePlanned(AbsenceId? Id, IReadOnlyDictionary<string, string[]> Problems);
