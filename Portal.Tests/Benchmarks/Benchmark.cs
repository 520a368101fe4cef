namespace Portal.Tests.Benchmarks;

/// <summary>One named part of the benchmark program.</summary>
/// <param name="Name">How it is asked for on the command line.</param>
/// <param name="Measures">What it measures, in a few words.</param>
/// <param name="RunAsync">Measures and hands its figures to the report.</param>
/// <param name="OnlyNamed">True for one that takes so long, or so much disk, that it only runs by its name.</param>
internal sealed record Benchmark(string Name, string Measures, Func<BenchmarkReport, Task> RunAsync, bool OnlyNamed = false);
