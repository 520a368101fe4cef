using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Portal.Tests.Benchmarks;

/// <summary>
/// Ten million events over HTTP into SQLite (<c>FLOOD_MILLIONS</c> says another number): what the portal's memory is after each million, how
/// quick the first and the last are, and that the first million changes nothing when it comes again. Takes some 40 GB of disk.
/// </summary>
internal static class FloodBenchmark
{
    private const int EventsAFile = 5_000;
    private const int FilesAMillion = 200;
    private const int FilesAtOnce = 20;
    private const int Senders = 2;
    private const double Megabyte = 1_000_000;
    private static readonly string[] Tables = ["changes", "change_parties", "unknown_parties", "change_hours", "delegates", "unreadable_events", "notices", "audit_entries"];

    /// <summary>Measures.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        var millions = int.TryParse(Environment.GetEnvironmentVariable("FLOOD_MILLIONS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 10;
        await using var place = await Workplace.CreateAsync();
        var token = await place.CreateTokenAsync("admin");
        var portal = await place.ServeAsync(isDemo: false);
        using var client = portal.CreateClient(token);
        var source = await EventsBenchmark.CreateSourceAsync(client, "flood");
        var at = TimeProvider.System.GetUtcNow();

        var first = CloudTrailEvents.Files(FilesAMillion, EventsAFile, ref at);
        var rates = new List<double> { await SendAsync(client, source, first, EventsAFile) };
        var memory = new List<double> { portal.ResidentBytes / Megabyte };
        var before = Fingerprint(place);
        report.Add("the same million again", "1/s", aim: null, await SendAsync(client, source, first, accepted: 0));
        if (Fingerprint(place) != before)
        {
            throw new InvalidOperationException("A million events that came again changed the database.");
        }
        first = [];
        for (var million = 1; million < millions; million++)
        {
            var watch = TimeSpan.Zero;
            for (var part = 0; part < FilesAMillion / FilesAtOnce; part++)
            {
                var files = CloudTrailEvents.Files(FilesAtOnce, EventsAFile, ref at);
                watch += TimeSpan.FromSeconds(files.Count * EventsAFile / await SendAsync(client, source, files, EventsAFile));
            }
            rates.Add(FilesAMillion * EventsAFile / watch.TotalSeconds);
            memory.Add(portal.ResidentBytes / Megabyte);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {million + 1} million: {memory[^1]:0} MB, {rates[^1]:0} /s"));
        }
        report.Add("events over HTTP, the first million", "1/s", aim: null, rates[0]);
        report.Add($"events over HTTP, the last of {millions} millions", "1/s", aim: null, rates[^1]);
        report.Add("resident memory after the first million", "MB", aim: null, memory[0]);
        report.Add($"resident memory after each of {millions} millions", "MB", "flat", memory);
        report.Add("the most of them", "MB", aim: null, memory.Max());
    }

    /// <summary>Sends them, each sender one file after the other.</summary>
    /// <returns>Events a second.</returns>
    private static async Task<double> SendAsync(HttpClient client, string source, IReadOnlyList<byte[]> files, int accepted)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(files.Index().GroupBy(f => f.Index % Senders, f => f.Item).Select(async own =>
        {
            foreach (var file in own)
            {
                var was = await EventsBenchmark.SendAsync(client, source, file);
                if (was != accepted)
                {
                    throw new InvalidOperationException($"Of {EventsAFile} events {was} were accepted, not {accepted}.");
                }
            }
        }));
        return files.Count * EventsAFile / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>A hash over all that events leave, row by row.</summary>
    private static string Fingerprint(Workplace place)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(place.Directory, "governance.db")};Mode=ReadOnly");
        connection.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY rowid";
            using var reader = command.ExecuteReader();
            var values = new object[reader.FieldCount];
            while (reader.Read())
            {
                reader.GetValues(values);
                hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001f', values.Select(v => v is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(v, CultureInfo.InvariantCulture)))));
            }
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
