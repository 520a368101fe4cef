using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>An account export of 20,000 roles and 200 MB through the verb <c>import</c>: a process from start to end, so that its memory is its own.</summary>
internal static class ImportBenchmark
{
    private const int Runs = 3;
    private const int Roles = 20_000;
    private const long Bytes = 200_000_000;

    /// <summary>Measures the first import, and the same file again, on SQLite.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        var folder = Directory.CreateTempSubdirectory("governance-bench-export-").FullName;
        try
        {
            var small = Write(folder, "small.json", Roles / 10, Bytes / 10);
            var large = Write(folder, "large.json", Roles, Bytes);
            var first = new List<PortalVerbResult>();
            var again = new List<PortalVerbResult>();
            var smaller = new List<PortalVerbResult>();
            var tiny = Write(folder, "tiny.json", roles: 1, bytes: 0);
            var starts = new List<double>();
            for (var run = 0; run < Runs; run++)
            {
                await using var place = await Workplace.CreateAsync();
                starts.Add((await place.RunAsync("import", "--source", "tiny", "--platform", "aws", tiny.FullName)).Took.TotalSeconds);
                smaller.Add(await place.RunAsync("import", "--source", "small", "--platform", "aws", small.FullName));
                first.Add(await place.RunAsync("import", "--source", "large", "--platform", "aws", large.FullName));
                again.Add(await place.RunAsync("import", "--source", "large", "--platform", "aws", large.FullName));
            }
            var megabytes = large.Length / 1_000_000.0;
            report.Add($"import of {Roles:N0} roles, {megabytes:0} MB, without the start of the program", "MB/s", "≥ 30", [.. first.Zip(starts, (r, start) => megabytes / (r.Took.TotalSeconds - start))]);
            report.Add("the same in identities", "1/s", aim: null, [.. first.Zip(starts, (r, start) => Roles / (r.Took.TotalSeconds - start))]);
            report.Add("the same with the start, as the verb 'import'", "MB/s", aim: null, [.. first.Select(r => megabytes / r.Took.TotalSeconds)]);
            report.Add("an import of one role: the start of the program", "s", aim: null, starts);
            report.Add("the same, peak resident memory", "MB", aim: null, [.. first.Select(Peak)]);
            report.Add($"a tenth of it, peak resident memory ({small.Length / 1_000_000} MB)", "MB", aim: null, [.. smaller.Select(Peak)]);
            report.Add("the same file again", "MB/s", aim: null, [.. again.Select(r => megabytes / r.Took.TotalSeconds)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Peak(PortalVerbResult result) => result.PeakBytes / 1_000_000.0;

    private static FileInfo Write(string folder, string name, int roles, long bytes)
    {
        var path = Path.Combine(folder, name);
        using (var file = File.Create(path))
        {
            AccountExport.Write(file, roles, bytes);
        }
        return new(path);
    }
}
