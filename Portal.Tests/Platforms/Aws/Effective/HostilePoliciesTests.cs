using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Effective;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>Documents made to cost much stay within counted bounds, or are refused with a reason; what is not followed is said and never a plain yes.</summary>
public sealed class HostilePoliciesTests
{
    private readonly AwsPermissionEngine _engine = new();

    [Fact]
    public void Ten_thousand_statements_are_refused_with_a_reason()
    {
        var permissions = _engine.Evaluate(new TestHolding().With("many", [.. Enumerable.Repeat(Allow("s3:GetObject"), 10_000)]).Build());

        Assert.Empty(permissions.Permissions);
        Assert.Contains(permissions.NotModelled, sentence => sentence.Contains("10000 statements", StringComparison.Ordinal));
    }

    [Fact]
    public void Limits_that_multiply_are_named_instead_of_followed()
    {
        string[] Many(char letter) => [.. Enumerable.Range(0, 200).Select(i => Allow("s3:GetObject", $"arn:aws:s3:::*{letter}{i}*"))];
        var holding = new TestHolding().With("own", Many('a')).Limited(LimitKind.Boundary, Role, "bound", Many('b')).Limited(LimitKind.ServiceControlPolicy, "r-1", "org", Many('c')).Build();

        var evaluation = SymbolicEvaluation.Of(holding, new CompiledPolicies(10));

        Assert.InRange(evaluation.Work, 0, PieceTrimmer.MaxWork);
        Assert.InRange(evaluation.Pieces.Count, 1, 8 * PieceTrimmer.MaxPieces);
        Assert.All(evaluation.Pieces, piece => Assert.Contains(piece.Conditions, condition => condition.Kind == ConditionKind.Unknown));
        Assert.Contains(evaluation.NotModelled, sentence => sentence.Contains("too many ways", StringComparison.Ordinal));
    }

    [Fact]
    public void Patterns_full_of_wildcards_cost_what_their_lengths_say()
    {
        var stars = string.Concat(Enumerable.Repeat("*a", 1_000));
        string[] Stars(string end) => [.. Enumerable.Range(0, 40).Select(i => Allow("s3:GetObject", $"arn:aws:s3:::{stars}{end}{i}"))];
        var holding = new TestHolding().With("own", Stars("x")).Limited(LimitKind.Boundary, Role, "bound", Stars("y")).Build();

        var evaluation = SymbolicEvaluation.Of(holding, new CompiledPolicies(10));

        Assert.InRange(evaluation.Work, 0, PieceTrimmer.MaxWork);
        Assert.All(evaluation.Pieces, piece => Assert.NotEmpty(piece.Conditions));
    }

    [Fact]
    public void An_ordinary_administrator_under_an_organization_is_far_from_the_bounds()
    {
        var evaluation = SymbolicEvaluation.Of(
            new TestHolding().With("admin", Allow("*")).Limited(LimitKind.ServiceControlPolicy, "r-1", "guard", Allow("*"), Deny("cloudtrail:*", "arn:aws:cloudtrail:*:*:trail/org")).Build(), new CompiledPolicies(10));

        Assert.InRange(evaluation.Work, 0, PieceTrimmer.MaxWork / 1_000);
    }
}
