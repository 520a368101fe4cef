using System.Globalization;
using System.Runtime.InteropServices;

namespace Portal.Tests.Benchmarks;

/// <summary>Collects figures and prints them as one table that can go into a README as it is.</summary>
internal sealed class BenchmarkReport
{
    private readonly List<Row> _rows = [];

    /// <summary>Adds the median of several runs.</summary>
    /// <param name="measure">What was measured.</param>
    /// <param name="unit">The unit of the figures.</param>
    /// <param name="aim">The figure to reach, in words, or null for one that stands beside for comparison.</param>
    /// <param name="runs">The figure of each run.</param>
    public void Add(string measure, string unit, string? aim, params IReadOnlyList<double> runs)
    {
        var row = new Row(measure, Median(runs), unit, aim ?? string.Empty, runs.Count);
        _rows.Add(row);
        Console.Error.WriteLine($"  {row.Measure}: {Format(row.Median)} {row.Unit} ({string.Join(", ", runs.Select(Format))})");
    }

    /// <summary>Prints the machine and the table.</summary>
    public void Print(TextWriter output)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}, {Configuration}"));
        output.WriteLine();
        output.WriteLine("| measure | median | unit | aim | runs |");
        output.WriteLine("| --- | ---: | --- | --- | ---: |");
        foreach (var row in _rows)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {row.Measure} | {Format(row.Median)} | {row.Unit} | {row.Aim} | {row.Runs} |"));
        }
    }

    /// <summary>The value below which <paramref name="share"/> of the values lie.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    private static string Configuration =>
#if DEBUG
        "Debug (run with -c Release for figures that mean something)";
#else
        "Release";
#endif

    private static double Median(IReadOnlyList<double> values) => Percentile(values, 0.5);

    private static string Format(double value) => value.ToString(
        Math.Abs(value) switch { >= 1000 => "N0", >= 100 => "0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);

    private sealed record Row(string Measure, double Median, string Unit, string Aim, int Runs);
}
