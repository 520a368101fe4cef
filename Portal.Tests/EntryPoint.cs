using Portal.Tests.Benchmarks;
using Portal.Tests.Journeys.Pictures;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Portal.Tests;

/// <summary>Starts the benchmarks when the first word is <c>bench</c>, takes the README's pictures when it is <c>pictures</c>, and the tests otherwise.</summary>
internal static class EntryPoint
{
    private static readonly string[] FromDotnetTest = ["--server", "--internal-msbuild-node"];

    private static Task<int> Main(string[] args) => args switch
    {
        ["bench", .. var parts] => BenchmarkProgram.RunAsync(parts),
        ["pictures"] => PictureProgram.RunAsync(),
        _ when args.Intersect(FromDotnetTest, StringComparer.Ordinal).Any() =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
