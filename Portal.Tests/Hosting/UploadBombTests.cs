using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Tests.Changes;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>
/// Uploads that are made to fill memory or disk, sent to a portal that runs: each is refused or read within bounds, the process grows by no more
/// than 200 MB, and nothing of them is left in the folder for temporary files.
/// </summary>
public sealed class UploadBombTests : IAsyncLifetime
{
    private const long Megabyte = 1 << 20;
    private const long MostGrowth = 200 * Megabyte;

    private readonly string _directory = Directory.CreateTempSubdirectory("governance-tests-bombs-").FullName;
    private PortalProcess _portal = null!;
    private HttpClient _engineer = null!;
    private string _source = null!;

    public static TheoryData<string, int> Kinds => TestScale.IsFull
        ? new() { { "events", 400 }, { "numbers", 200 }, { "lists of numbers", 200 }, { "one event", 200 }, { "one text", 200 }, { "lines", 200 } }
        : new() { { "events", 400 }, { "numbers", 200 } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalProcess.ServeAsync(_directory);
        _engineer = new HttpClient(new SocketsHttpHandler { CookieContainer = await _portal.SignInAsync("engineer") }) { BaseAddress = _portal.Address, Timeout = TimeSpan.FromMinutes(5) };
        _engineer.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var sources = await _engineer.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/sources", UriKind.Relative), Token);
        _source = sources.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        _engineer.Dispose();
        await _portal.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_gigabyte_and_archives_that_unpack_to_one_leave_memory_and_disk_as_they_were()
    {
        var temporary = Files(Path.GetTempPath());
        var bomb = await ZippedAsync(1_000 * Megabyte);

        var (grown, statuses) = await WatchedAsync([ImportAsync(new ZeroContent(1_000 * Megabyte)), ImportAsync(new ByteArrayContent(bomb) { Headers = { ContentType = new("application/zip") } })]);

        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(", ", statuses)}; grew by {grown / Megabyte} MB");
        Assert.DoesNotContain(statuses, status => (int)status >= 500);
        Assert.True(grown < MostGrowth, $"The portal grew by {grown / Megabyte} MB.");
        Assert.True(DataBytes() < 300 * Megabyte, "The upload is still in the portal's folder.");
        Assert.DoesNotContain(Files(Path.GetTempPath()).Except(temporary, StringComparer.Ordinal), path => new FileInfo(path) is { Exists: true, Length: > Megabyte });
    }

    [Fact]
    public async Task Bodies_of_events_that_are_large_or_unpack_to_be_leave_memory_and_disk_as_they_were()
    {
        var temporary = Files(Path.GetTempPath());
        var bomb = Packed(500 * Megabyte);

        var (grown, statuses) = await WatchedAsync([
            .. Enumerable.Range(0, 4).Select(_ => EventsAsync(new ZeroContent(64 * Megabyte))),
            .. Enumerable.Range(0, 4).Select(_ => EventsAsync(new ByteArrayContent(bomb) { Headers = { ContentEncoding = { "gzip" } } })),
            EventsAsync(new ZeroContent(1_000 * Megabyte)),
        ]);

        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(", ", statuses)}; grew by {grown / Megabyte} MB");
        Assert.All(statuses.Skip(4), status => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status));
        Assert.True(grown < MostGrowth, $"The portal grew by {grown / Megabyte} MB.");
        Assert.DoesNotContain(Files(Path.GetTempPath()).Except(temporary, StringComparer.Ordinal), path => new FileInfo(path) is { Exists: true, Length: > Megabyte });
    }

    /// <summary>The most that can be made of a body: events, entries of a list, texts in texts. All of them with <c>GOVERNANCE_TESTS=full</c>.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="most">By how many MB the portal may grow: sound events become rows, which take more than what is thrown away.</param>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_body_of_a_hundred_megabytes_takes_little_more_memory_whatever_it_holds(string kind, int most)
    {
        var body = BodyOf(kind, 100 * (int)Megabyte);

        var (grown, statuses) = await WatchedAsync([EventsAsync(new ByteArrayContent(body)), EventsAsync(new ByteArrayContent(body))]);

        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {string.Join(", ", statuses)}; grew by {grown / Megabyte} MB");
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.True(grown < most * Megabyte, $"The portal grew by {grown / Megabyte} MB.");
    }

    private static byte[] BodyOf(string kind, int bytes)
    {
        var body = new StringBuilder(bytes + 2_000);
        var (start, end) = kind switch
        {
            "events" => ("{\"Records\":[", "]}"),
            "numbers" => ("[", "]"),
            "lists of numbers" => ("[[0,0],[", "]]"),
            "one event" => (CloudTrail.Attach("large", An.Instant, "worker", "Orders").TrimEnd()[..^1] + ",\"additional\":\"", "\"}"),
            "one text" => ("{\"logEvents\":[{\"message\":\"", "\"}]}"),
            _ => (string.Empty, string.Empty),
        };
        body.Append(start);
        for (var number = 0; body.Length < bytes; number++)
        {
            body.Append(kind switch
            {
                "events" => (number == 0 ? string.Empty : ",") + CloudTrail.Attach($"event-{number}", An.Instant.AddSeconds(number), $"worker-{number % 50}", "Orders"),
                "numbers" or "lists of numbers" => number == 0 ? "0" : ",0",
                "lines" => "{\"level\":\"info\"}\n",
                _ => "abcdefghijklmnopqrstuvwxyz",
            });
        }
        return Encoding.UTF8.GetBytes(body.Append(end).ToString());
    }

    private static byte[] Packed(long bytes)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var part = new byte[Megabyte];
            Array.Fill(part, (byte)' ');
            for (var written = 0L; written < bytes; written += part.Length)
            {
                packing.Write(part);
            }
        }
        return packed.ToArray();
    }

    private static async Task<byte[]> ZippedAsync(long bytes)
    {
        using var packed = new MemoryStream();
        await using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await zip.CreateEntry("account.json", CompressionLevel.Fastest).OpenAsync(Token);
            await new ZeroContent(bytes).CopyToAsync(entry, Token);
        }
        return packed.ToArray();
    }

    private static IReadOnlyList<string> Files(string folder) => [.. Directory.EnumerateFiles(folder)];

    private long DataBytes() => Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories).Where(path => !path.Contains(".db", StringComparison.Ordinal)).Sum(path => new FileInfo(path).Length);

    private Task<HttpStatusCode> ImportAsync(HttpContent content) => SendAsync("snapshots?name=account.json", content);

    private Task<HttpStatusCode> EventsAsync(HttpContent content) => SendAsync("events", content);

    private async Task<HttpStatusCode> SendAsync(string what, HttpContent content)
    {
        try
        {
            using var answer = await _engineer.PostAsync(new Uri($"/api/v1/sources/{_source}/{what}", UriKind.Relative), content, Token);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // It hung up before all was sent.
            return HttpStatusCode.RequestEntityTooLarge;
        }
    }

    /// <summary>How much the process held at most on top of what it held before, looked at a few times a second while all of it goes on and a while after.</summary>
    private async Task<(long Grown, IReadOnlyList<HttpStatusCode> Statuses)> WatchedAsync(IReadOnlyList<Task<HttpStatusCode>> sending)
    {
        var (rest, most) = (_portal.ResidentBytes, 0L);
        var all = Task.WhenAll(sending);
        for (var calm = 0; calm < 20; calm += all.IsCompleted ? 1 : 0)
        {
            most = Math.Max(most, _portal.ResidentBytes - rest);
            await Task.Delay(100, Token);
        }
        return (most, await all);
    }

    /// <summary>White space, as long as it takes.</summary>
    private sealed class ZeroContent(long bytes) : HttpContent
    {
        private static readonly byte[] Part = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var sent = 0L; sent < bytes; sent += Part.Length)
            {
                await stream.WriteAsync(Part);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes / Part.Length * Part.Length;
            return true;
        }
    }
}
