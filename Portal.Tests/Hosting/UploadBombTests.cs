using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
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

    private async Task<HttpStatusCode> ImportAsync(HttpContent content)
    {
        try
        {
            using var answer = await _engineer.PostAsync(new Uri($"/api/v1/sources/{_source}/snapshots?name=account.json", UriKind.Relative), content, Token);
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
