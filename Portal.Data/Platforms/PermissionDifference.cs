namespace Portal.Data.Platforms;

/// <summary>
/// What one set of permissions has that another has not, in meaning: actions, resources and conditions. How documents are ordered, cut and
/// named makes no difference.
/// </summary>
/// <param name="Gained">What is allowed afterwards and was not before.</param>
/// <param name="Lost">What was allowed before and is no longer.</param>
/// <param name="GainedSummary">The gain in plain sentences, riskiest first.</param>
/// <param name="LostSummary">The loss in plain sentences.</param>
/// <param name="Before">All before, in numbers.</param>
/// <param name="After">All afterwards, in numbers.</param>
/// <param name="AdministratorBefore">In which sense it was an administrator, or null.</param>
/// <param name="AdministratorAfter">In which sense it is one afterwards, or null.</param>
/// <param name="NotModelled">What could not be said on either side.</param>
public sealed record PermissionDifference(
    IReadOnlyList<EffectivePermission> Gained,
    IReadOnlyList<EffectivePermission> Lost,
    IReadOnlyList<string> GainedSummary,
    IReadOnlyList<string> LostSummary,
    PermissionTotals Before,
    PermissionTotals After,
    AdministratorFinding? AdministratorBefore,
    AdministratorFinding? AdministratorAfter,
    IReadOnlyList<string> NotModelled)
{
    /// <summary>True when both allow the same.</summary>
    public bool IsNone => Gained.Count == 0 && Lost.Count == 0;
}
