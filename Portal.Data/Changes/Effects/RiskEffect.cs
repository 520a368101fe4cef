using Portal.Data.Inventory;

namespace Portal.Data.Changes.Effects;

/// <summary>What a change did to the risk of an identity. What the identity may become through others is taken as it is now, on both sides.</summary>
/// <param name="Before">0..100, the risk before.</param>
/// <param name="After">0..100, the risk since.</param>
/// <param name="Came">The facts that were not there before, or with other points.</param>
/// <param name="Went">The facts that are no longer there, or with other points.</param>
public sealed record RiskEffect(int Before, int After, IReadOnlyList<RiskReason> Came, IReadOnlyList<RiskReason> Went)
{
    /// <summary>By how much it is more; below zero when it is less.</summary>
    public int Delta => After - Before;

    /// <summary>The difference of two sums of facts.</summary>
    internal static RiskEffect Of(IReadOnlyList<RiskReason> before, IReadOnlyList<RiskReason> after) =>
        new(RiskReason.Sum(before), RiskReason.Sum(after), [.. after.Except(before)], [.. before.Except(after)]);
}
