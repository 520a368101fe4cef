using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Tests.Benchmarks;

/// <summary>Events that are stored, in files of 5,000 changes of permissions, by two senders that each send one file after the other.</summary>
internal static class EventsBenchmark
{
    private const int Runs = 5;
    private const int EventsAFile = 5_000;
    private const int Senders = 2;
    private const int FilesASender = 5;
    private const int WarmingRuns = 2;

    /// <summary>Measures over SQLite.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        await using var place = await Workplace.CreateAsync();
        var token = await place.CreateTokenAsync("admin");
        var portal = await place.ServeAsync(isDemo: false);
        using var client = portal.CreateClient(token);
        var source = await CreateSourceAsync(client, "bench");

        List<double> rates = [];
        List<double> megabytes = [];
        var at = TimeProvider.System.GetUtcNow();
        for (var run = -WarmingRuns; run < Runs; run++)
        {
            var files = CloudTrailEvents.Files(Senders * FilesASender, EventsAFile, ref at);
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(files.Index().GroupBy(f => f.Index % Senders, f => f.Item).Select(own => SendAllAsync(client, source, own)));
            if (run >= 0)
            {
                rates.Add(files.Count * EventsAFile / watch.Elapsed.TotalSeconds);
                megabytes.Add(files.Sum(f => (double)f.Length) / 1_000_000 / watch.Elapsed.TotalSeconds);
            }
        }
        report.Add($"events accepted and stored (HTTP, SQLite, {Senders} senders)", "1/s", "≥ 10,000", rates);
        report.Add("the same in bytes", "MB/s", aim: null, megabytes);
    }

    /// <summary>Makes an AWS source and returns its id.</summary>
    internal static async Task<string> CreateSourceAsync(HttpClient client, string name)
    {
        using var response = await client.PostAsJsonAsync(new Uri("/api/v1/sources", UriKind.Relative), new { name, platform = "aws", settings = new Dictionary<string, string>(StringComparer.Ordinal) });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Sends a file of events and returns how many were accepted.</summary>
    internal static async Task<int> SendAsync(HttpClient client, string source, byte[] file)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new("application/json") } };
        using var response = await client.PostAsync(new Uri($"/api/v1/sources/{source}/events", UriKind.Relative), content);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32();
    }

    private static async Task SendAllAsync(HttpClient client, string source, IEnumerable<byte[]> files)
    {
        foreach (var file in files)
        {
            var accepted = await SendAsync(client, source, file);
            if (accepted != EventsAFile)
            {
                throw new InvalidOperationException($"Of {EventsAFile} events {accepted} were accepted.");
            }
        }
    }
}
