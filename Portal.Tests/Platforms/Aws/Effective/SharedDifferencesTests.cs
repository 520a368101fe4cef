using System.Text.Json;
using CsCheck;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Tests.Support;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>What a change does to many identities is what it does to each, and is worked out once for those that are alike.</summary>
public sealed class SharedDifferencesTests
{
    [Fact]
    public void Many_differences_say_what_each_says_alone() => Gen.Select(RandomOrganizations.Holders, RandomOrganizations.Document, Gen.Bool).Sample(
        (holders, document, isLimit) =>
        {
            var pairs = holders.Select(before => (before, isLimit
                ? before with { Limits = [.. before.Limits, new HeldLimit(LimitKind.ServiceControlPolicy, "new", "new", document)] }
                : before with { Policies = [.. before.Policies.Skip(1), new HeldPolicy(new(EntitlementKind.ManagedPolicy, "new", "new"), "new", document)] })).ToList();
            var engine = new AwsPermissionEngine();
            return pairs.Zip(engine.CompareMany().Of(pairs, CancellationToken.None)).All(pair => Text(pair.Second) == Text(engine.Compare(pair.First.Item1, pair.First.Item2)));
        },
        iter: TestScale.Of(100, 250));

    [Fact]
    public void A_size_is_that_of_the_difference_although_what_cannot_differ_is_left_out() => Gen.Select(RandomOrganizations.Holders, RandomOrganizations.Document, Gen.Int[0, 2]).Sample(
        (holders, document, place) =>
        {
            var pairs = holders.Select(before => (before, place switch
            {
                0 => before with { Limits = [.. before.Limits, new HeldLimit(LimitKind.ServiceControlPolicy, "new", "new", document)] },
                1 => before with { Policies = [.. before.Policies.Skip(1)] },
                _ => before with { Policies = [.. before.Policies.Skip(1), new HeldPolicy(new(EntitlementKind.ManagedPolicy, "new", "new"), "new", document)] },
            })).ToList();
            var engine = new AwsPermissionEngine();
            return pairs.Zip(engine.CompareMany().Sizes(pairs, CancellationToken.None)).All(pair => pair.Second == DifferenceSize.Of(engine.Compare(pair.First.Item1, pair.First.Item2)));
        },
        iter: TestScale.Of(100, 250));

    [Fact]
    public void Identities_that_hold_something_else_beside_it_share_the_size_of_one_edit()
    {
        var (before, after) = (Held("p", "s3:GetObject"), Held("p", "s3:PutObject"));
        var pairs = Enumerable.Range(0, 100).Select(i => Holding($"role{i}") with { Policies = [before, Held($"own{i}", "s3:List*")] })
            .Select(holding => (holding, holding with { Policies = [after, .. holding.Policies.Skip(1)] })).ToList();
        var comparison = new AwsPermissionEngine().CompareMany();

        Assert.All(comparison.Sizes(pairs, CancellationToken.None), size => Assert.Equal(new DifferenceSize(1, 1), size));

        Assert.Equal(1, comparison.Worked);
    }

    private static HeldPolicy Held(string name, string action) =>
        new(new(EntitlementKind.InlinePolicy, name, name), name, RandomHoldings.Text([$$"""{"Effect":"Allow","Action":"{{action}}","Resource":"arn:aws:s3:::a/*"}"""]));

    [Fact]
    public void Identities_that_are_alike_share_one_difference_and_those_that_are_spoken_of_do_not()
    {
        Assert.Equal(1, Worked("arn:aws:s3:::a/*"));
        Assert.Equal(100, Worked("arn:aws:s3:::${aws:PrincipalTag/team}/*"));
    }

    private static int Worked(string resource)
    {
        var comparison = new AwsPermissionEngine().CompareMany();
        var document = RandomHoldings.Text([$$"""{"Effect":"Allow","Action":"s3:GetObject","Resource":"{{resource}}"}"""]);
        var pairs = Enumerable.Range(0, 100).Select(i => Holding($"role{i}")).Select(before => (before, before with { Policies = [new HeldPolicy(new(EntitlementKind.InlinePolicy, "p", "p"), "p", document)] })).ToList();
        var differences = comparison.Of(pairs, CancellationToken.None);
        Assert.All(differences, difference => Assert.Single(difference.Gained));
        Assert.Equal(resource.Contains('$', StringComparison.Ordinal) ? 100 : 1, differences.SelectMany(d => d.Gained).SelectMany(p => p.Resources).Distinct(StringComparer.Ordinal).Count());
        return comparison.Worked;
    }

    private static Holding Holding(string name) => new(
        $"arn:aws:iam::111111111111:role/{name}", IdentityKind.Role, "111111111111", IsManagement: false, new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = name }, [], [], []);

    private static string Text(PermissionDifference difference) => JsonSerializer.Serialize(difference);
}
