using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Tests.Benchmarks;

/// <summary>From the <c>POST</c> of an event to the change being in open pages.</summary>
internal static class LiveBenchmark
{
    private const int Open = 200;
    private const int Probes = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Measures with 200 open pages of changes, each of which has to show every change.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        await using var place = await Workplace.CreateAsync();
        var portal = await place.ServeAsync(isDemo: true);
        var cookies = await portal.SignInAsync("engineer");
        using var client = portal.CreateClient(await place.CreateTokenAsync("admin"));
        var source = (await client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/sources", UriKind.Relative))).GetProperty("items")[0].GetProperty("id").GetString()!;
        var pages = await CircuitBenchmark.OpenAsync(portal.Address, "/changes", cookies, Open);

        List<double> each = [];
        List<double> last = [];
        for (var probe = -2; probe < Probes; probe++)
        {
            // The page announces what arrived by whom it happened to: a role that no change named before.
            var role = $"probe-{Guid.CreateVersion7():N}";
            var watch = new Stopwatch();
            var seen = pages.ConvertAll(async page =>
            {
                await page.SeesAsync(role).WaitAsync(Patience);
                return watch.Elapsed.TotalMilliseconds;
            });
            var file = CloudTrailEvents.File(1, "111122223333", role, "probe", TimeProvider.System.GetUtcNow());
            watch.Start();
            await EventsBenchmark.SendAsync(client, source, file);
            var times = await Task.WhenAll(seen);
            if (probe >= 0)
            {
                each.AddRange(times);
                last.Add(times.Max());
            }
            await Task.Delay(500);
        }
        report.Add($"event posted → change in the page, p50 of {Open} pages × {Probes}", "ms", aim: null, BenchmarkReport.Percentile(each, 0.5));
        report.Add($"event posted → change in the page, p99 of {Open} pages × {Probes}", "ms", "< 500", BenchmarkReport.Percentile(each, 0.99));
        report.Add("event posted → change in the last page", "ms", aim: null, last);
        await CircuitBenchmark.CloseAsync(pages);
    }
}
