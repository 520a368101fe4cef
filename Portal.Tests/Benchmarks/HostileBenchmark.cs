using System.Diagnostics;
using System.Globalization;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Tests.Platforms.Aws;
using Portal.Tests.Platforms.Aws.Policies;

namespace Portal.Tests.Benchmarks;

/// <summary>
/// What each question about a document costs at most, over a thousand documents that are made to cost much. Each is asked of an engine that has
/// seen none of them, three times, of which the quickest counts: what else the machine does is not the document's doing.
/// </summary>
internal static class HostileBenchmark
{
    private const int Documents = 1_000;
    private const int Seed = 42;
    private const int Times = 3;
    private const double Aim = 100;
    private const double Hopeless = 1_000;

    private static readonly (string Name, Action<AwsPermissionEngine, Holding> Ask)[] Questions =
    [
        ("check of one action", (engine, holding) => engine.Check(holding, new("s3:GetObject", "arn:aws:s3:::bucket-1/geaputgeaput", new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)))),
        ("all that it allows", (engine, holding) => engine.Evaluate(holding)),
        ("its summary", (engine, holding) => engine.Summarize([holding], CancellationToken.None)),
        ("what it alone contributes", (engine, holding) => engine.Contributions(holding)),
        ("what it adds to nothing", (engine, holding) => engine.Compare(new TestHolding().Build(), holding)),
        ("a smaller policy instead", (engine, holding) => engine.Draft(holding, new LeastPrivilegeRequest(["s3:GetObject"], UseWildcards: true, 6_144))),
    ];

    /// <summary>Measures.</summary>
    public static Task RunAsync(BenchmarkReport report)
    {
        var documents = new HostileDocuments(Seed).First(Documents).ToList();
        foreach (var (name, ask) in Questions)
        {
            ask(new AwsPermissionEngine(), Holding("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"""));
            var taken = documents.ConvertAll(document => (document.Kind, Milliseconds: Best(document.Text, ask)));
            var worst = taken.MaxBy(one => one.Milliseconds);
            report.Add(string.Create(CultureInfo.InvariantCulture, $"{name}, the slowest of {Documents:N0} hostile documents ({worst.Kind})"), "ms", $"≤ {Aim}", worst.Milliseconds);
            foreach (var slow in taken.Where(one => one.Milliseconds > Aim).GroupBy(one => one.Kind, StringComparer.Ordinal).OrderByDescending(kind => kind.Max(one => one.Milliseconds)))
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {slow.Key}: {slow.Count()} take longer, up to {slow.Max(one => one.Milliseconds):N0} ms"));
            }
        }
        return Task.CompletedTask;
    }

    // A slow one is not asked again: it was not the machine.
    private static double Best(string text, Action<AwsPermissionEngine, Holding> ask)
    {
        var best = double.MaxValue;
        for (var time = 0; time < Times && best > Aim && (time == 0 || best < Hopeless); time++)
        {
            best = Math.Min(best, Taken(text, ask));
        }
        return best;
    }

    private static double Taken(string text, Action<AwsPermissionEngine, Holding> ask)
    {
        var began = Stopwatch.GetTimestamp();
        ask(new AwsPermissionEngine(), Holding(PolicyNormalizer.Normalize(text).Text));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static Holding Holding(string document) => new TestHolding().WithText("hostile", document).Build();
}
