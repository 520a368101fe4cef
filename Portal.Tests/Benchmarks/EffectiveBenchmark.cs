using System.Diagnostics;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Effective;

namespace Portal.Tests.Benchmarks;

/// <summary>What one identity with eight policies of AWS can do, of all actions: from the documents' text, and with the documents compiled.</summary>
internal static class EffectiveBenchmark
{
    private const int Runs = 101;
    private const int WarmUp = 60;

    private static readonly string[] Names =
    [
        "AmazonEC2FullAccess", "AmazonS3FullAccess", "AWSLambda_FullAccess", "AmazonDynamoDBFullAccess", "ReadOnlyAccess", "PowerUserAccess", "SecurityAudit", "IAMFullAccess",
    ];

    /// <summary>A role that holds the eight policies and nothing that limits it.</summary>
    /// <exception cref="InvalidOperationException">The catalogue no longer has all of them.</exception>
    public static Holding Holding
    {
        get
        {
            var policies = Names.Select(name => (Name: name, Found: ManagedPolicyCatalogue.Instance.Find($"arn:aws:iam::aws:policy/{name}")))
                .Where(policy => policy.Found is not null)
                .Select(policy => new HeldPolicy(
                    new EntitlementRef(EntitlementKind.ManagedPolicy, $"arn:aws:iam::aws:policy/{policy.Name}", policy.Name),
                    policy.Name,
                    new PolicyText(policy.Found!.Hash, policy.Found.Text)))
                .ToList();
            return policies.Count == Names.Length
                ? new Holding(
                    "arn:aws:iam::111122223333:role/agent", IdentityKind.Role, "111122223333", IsManagement: false,
                    new Dictionary<string, string>(StringComparer.Ordinal), policies, [], [])
                : throw new InvalidOperationException($"Only {policies.Count} of {Names.Length} policies are in the catalogue.");
        }
    }

    /// <summary>Measures.</summary>
    public static Task RunAsync(BenchmarkReport report)
    {
        var holding = Holding;
        var compiled = new CompiledPolicies(capacity: 100);
        var engine = new AwsPermissionEngine();
        var actions = ActionSet.Union(SymbolicEvaluation.Of(holding, compiled).Pieces.Select(piece => piece.Actions)).Count;

        report.Add($"from the text of {holding.Policies.Sum(policy => policy.Document!.Text.Length):N0} characters to the set of {actions:N0} actions", "ms", "< 30", FromText());
        report.Add("the same with the documents compiled", "ms", "< 1", Time(() => Allowed(holding, compiled)));
        report.Add("from the text to the full report with paths, sentences and totals", "ms", "< 30", Time(() => new AwsPermissionEngine().Evaluate(holding).Permissions.Count));
        report.Add("the full report with the documents compiled", "ms", null, Time(() => engine.Evaluate(holding).Permissions.Count));
        return Task.CompletedTask;
    }

    /// <summary>How long it takes from the text of the documents to the set of allowed actions, in milliseconds, warm.</summary>
    public static double[] FromText()
    {
        var holding = Holding;
        return Time(() => Allowed(holding, new CompiledPolicies(capacity: 100)));
    }

    private static int Allowed(Holding holding, CompiledPolicies compiled) =>
        ActionSet.Union(SymbolicEvaluation.Of(holding, compiled).Pieces.Select(piece => piece.Actions)).Count;

    private static double[] Time(Func<int> run)
    {
        var times = new double[Runs];
        for (var i = -WarmUp; i < Runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            run();
            if (i >= 0)
            {
                times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }
        return times;
    }
}
