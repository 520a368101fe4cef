using CsCheck;
using Portal.Data.Inventory;
using Portal.Tests.Support;

namespace Portal.Tests.Inventory;

/// <summary>A risk is the sum of named facts with weights that everyone can read.</summary>
public sealed class RiskWeightTests
{
    private static readonly Gen<RiskReason[]> Reasons = Gen.Int[0, RiskWeight.All.Count - 1].Select(index => RiskWeight.All[index].As("a fact")).Array[0, 20];

    [Fact]
    public void A_risk_is_the_sum_of_its_facts_and_never_above_a_hundred() =>
        Reasons.Sample(reasons => Assert.Equal(Math.Min(100, reasons.Sum(reason => reason.Points)), RiskReason.Sum(reasons)));

    [Fact]
    public void One_more_fact_never_makes_a_risk_smaller() =>
        Gen.Select(Reasons, Reasons).Sample((reasons, more) => Assert.True(RiskReason.Sum([.. reasons, .. more]) >= RiskReason.Sum(reasons)));

    [Fact]
    public void The_order_of_the_facts_does_not_matter() =>
        Reasons.Sample(reasons => Assert.Equal(RiskReason.Ordered(reasons), RiskReason.Ordered(reasons.Reverse())));

    [Fact]
    public void A_change_says_exactly_which_facts_came_and_went()
    {
        Gen.Select(Reasons, Reasons).Sample((before, after) =>
        {
            var change = RiskChange.Of(IdentityId.New(), before, after, An.Instant);
            if (change is null)
            {
                Assert.Empty(before.Except(after).Union(after.Except(before)));
                return;
            }
            Assert.Equal(after.Except(before), change.Came);
            Assert.Equal(before.Except(after), change.Went);
            Assert.Equal((RiskReason.Sum(before), RiskReason.Sum(after)), (change.From, change.To));
        });
    }

    [Fact]
    public void Every_weight_stands_in_the_readme_and_no_other()
    {
        var table = File.ReadLines(Path.Combine(Repository.Root, "Portal.Data", "README.md"))
            .SkipWhile(line => !line.StartsWith("| fact | points |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(RiskWeight.All.Select(weight => $"| {(weight.IsOfAgent ? "agent" : "identity")}: {weight.When} | {weight.Points} |"), table);
    }
}
