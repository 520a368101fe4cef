namespace Portal.Data.Inventory;

/// <summary>One fact that adds to a risk.</summary>
/// <param name="Fact">The fact, one short sentence.</param>
/// <param name="Points">What it adds; one of the weights of <see cref="RiskWeight.All"/>.</param>
/// <param name="Factor">What kind of fact.</param>
public sealed record RiskReason(string Fact, int Points, RiskFactor Factor = RiskFactor.Other)
{
    /// <summary>The most that a risk can be.</summary>
    public const int Most = 100;

    /// <summary>The risk that these facts make: their sum, at most <see cref="Most"/>.</summary>
    public static int Sum(IEnumerable<RiskReason> reasons) => Math.Min(Most, reasons.Sum(reason => reason.Points));

    /// <summary>The facts in the order in which they are shown: heaviest first, then by kind.</summary>
    public static IReadOnlyList<RiskReason> Ordered(IEnumerable<RiskReason> reasons) =>
        [.. reasons.OrderByDescending(reason => reason.Points).ThenBy(reason => reason.Factor)];
}
