using System.Text.Json;
using CsCheck;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>Summaries of many identities at once say exactly what the symbolic evaluation of each says.</summary>
public sealed class SummaryLawsTests
{
    [Fact]
    public void A_summary_says_what_the_symbolic_evaluation_says() => RandomOrganizations.Holders.Sample(
        holders =>
        {
            var engine = new AwsPermissionEngine();
            var summaries = engine.Summarize(holders, CancellationToken.None);
            return holders.Zip(summaries).All(pair => Text(pair.Second) == Text(PermissionSummary.Of(engine.Evaluate(pair.First))));
        },
        iter: 250,
        print: holders => string.Join("\n\n", holders.Select(Show)));

    private static string Text(PermissionSummary summary) => JsonSerializer.Serialize(summary);

    private static string Show(Holding holding)
    {
        var engine = new AwsPermissionEngine();
        return string.Join(
            '\n',
            holding.Policies.Select(policy => $"{policy.Entitlement.Kind} {policy.Name} {policy.Document?.Text}")
                .Concat(holding.Limits.Select(limit => $"{limit.Kind} {limit.Target} {limit.Document?.Text}"))
                .Concat(holding.ResourcePolicies.Select(policy => $"on {policy.Resource} {policy.Document.Text}"))
                .Prepend($"{holding.NativeId} management {holding.IsManagement} {string.Join(' ', holding.Tags.Keys)}")
                .Append($"alone      {Text(engine.Summarize([holding], CancellationToken.None)[0])}")
                .Append($"symbolic   {Text(PermissionSummary.Of(engine.Evaluate(holding)))}"));
    }
}
