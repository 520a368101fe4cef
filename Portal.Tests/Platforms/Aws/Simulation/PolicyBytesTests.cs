using System.Text.Json;
using Portal.Data.Platforms.Aws.Simulation;

namespace Portal.Tests.Platforms.Aws.Simulation;

/// <summary>Which compiled policies are kept while cases stream by.</summary>
public sealed class PolicyBytesTests
{
    [Fact]
    public void A_policy_that_comes_again_is_compiled_no_more()
    {
        var policies = new PolicyBytes();
        using var json = JsonDocument.Parse(Policy(1));

        policies.Get(json.RootElement);
        var second = policies.Get(json.RootElement);

        Assert.Same(second, policies.Get(json.RootElement));
        Assert.Equal(1, policies.Count);
    }

    [Fact]
    public void Policies_that_come_once_leave_nothing_behind()
    {
        var policies = new PolicyBytes();

        for (var number = 0; number < 5_000; number++)
        {
            using var json = JsonDocument.Parse(Policy(number));
            Assert.Single(policies.Get(json.RootElement).Document!.Statements);
        }

        Assert.True(policies.Count < 5, $"{policies.Count} are kept.");
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        var policies = new PolicyBytes();

        for (var number = 0; number < 300; number++)
        {
            using var json = JsonDocument.Parse(Policy(number, more: new string('x', 100_000)));
            policies.Get(json.RootElement);
            policies.Get(json.RootElement);
        }

        Assert.InRange(policies.Count, 1, 90);
    }

    [Fact]
    public void One_that_counts_for_nothing_says_so_each_time()
    {
        var policies = new PolicyBytes();
        using var json = JsonDocument.Parse("""{"Statement":[{"Effect":"Permit","Action":"s3:*","Resource":"*"}]}""");

        Assert.All(Enumerable.Range(0, 3).Select(_ => policies.Get(json.RootElement)), policy => Assert.Equal("Statement[0].Effect", policy.Problem?.Place));
    }

    private static string Policy(int number, string more = "") => $$"""{"Id":"{{more}}","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b{{number}}"}]}""";
}
