using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Sources;

/// <summary>Sending exports over HTTP and following what becomes of them, with the portal's own worker.</summary>
public sealed class SendExportTests : IAsyncLifetime
{
    private PortalServer _portal = null!;
    private HttpClient _administrator = null!;
    private string _source = string.Empty;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync(isDemo: false, settings: "Ingest:MaxBodyBytes=1000000");
        _administrator = await _portal.CreateClientAsync(TokenScope.Admin);
        _source = await _administrator.CreateSourceAsync("Production");
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        await _portal.DisposeAsync();
    }

    public static TheoryData<string, string, string?> Forms() => new()
    {
        { "json", "application/json", null },
        { "json", "application/octet-stream", null },
        { "ndjson", "application/x-ndjson", null },
        { "zip", "application/zip", null },
        { "gzip", "application/json", "gzip" },
        { "gzip", "application/gzip", null },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Each_form_brings_the_same(string form, string type, string? encoding)
    {
        var account = Api.Fixture("account.json");
        var body = form switch
        {
            "ndjson" => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(JsonElement.Parse(account)) + "\n"),
            "zip" => Zip(("export/account.json", account), ("export/readme.pdf", [1, 2, 3])),
            "gzip" => Gzip(account),
            _ => account,
        };

        var ended = await _administrator.ImportAsync(_source, body, type, encoding);

        Assert.Equal("succeeded", ended.GetProperty("state").GetString());
        Assert.Equal(1, ended.GetProperty("progress").GetDouble());
        var counts = ended.GetProperty("result").GetProperty("counts");
        await using var db = await _portal.OpenDatabaseAsync();
        Assert.Equal(await db.Set<Identity>().CountAsync(Cancelled), counts.GetProperty("added").GetInt32());
        Assert.Equal(PrincipalsIn(account), counts.GetProperty("identities").GetInt32());
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        await _administrator.ImportAsync(_source, Api.Fixture("account.json"));
        await using var db = await _portal.OpenDatabaseAsync();
        // Risk is worked out in the background meanwhile; that an import leaves agents and identities alone is tested without it.
        string[] record = ["audit_entries", "audit_log", "topic_marks", "snapshots", "operations", "sources", "api_tokens", "agents", "identities", "assessments", "risk_changes"];
        var before = await DatabaseFingerprint.OfAsync(db, record);

        var again = await _administrator.ImportAsync(_source, Api.Fixture("account.json"));

        Assert.EndsWith("nothing changed.", again.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await DatabaseFingerprint.OfAsync(db, record));
    }

    [Fact]
    public async Task Under_one_key_a_file_is_taken_once()
    {
        using var first = await _administrator.SendAsync(_source, Api.Fixture("account.json"), key: "k");
        using var second = await _administrator.SendAsync(_source, Api.Fixture("account.json"), key: "k");
        using var other = await _administrator.SendAsync(_source, Api.Fixture("page-1.json"), key: "k");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.UnprocessableEntity), (first.StatusCode, second.StatusCode, other.StatusCode));
        Assert.Equal((await Api.ReadAsync(first)).GetRawText(), (await Api.ReadAsync(second)).GetRawText());
        await using var db = await _portal.OpenDatabaseAsync();
        Assert.Equal(1, await db.Set<Operation>().CountAsync(Cancelled));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("key")]
    public async Task More_than_the_portal_takes_is_refused_and_nothing_is_left_of_it(string? key)
    {
        using var refused = await _administrator.SendAsync(_source, new byte[1_000_001], key: key);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        await AssertNothingWaitsAsync();
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", null)]
    [InlineData("application/json", "br")]
    public async Task What_is_no_file_is_refused(string type, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api.At($"/sources/{_source}/snapshots")) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        using var refused = await _administrator.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        await AssertNothingWaitsAsync();
    }

    [Theory]
    [InlineData("", "", "no-export")]
    [InlineData("{}", "?takenAt=yesterday", "invalid")]
    [InlineData("{}", "?acceptLoss=perhaps", "invalid")]
    public async Task What_makes_no_sense_is_refused(string body, string query, string problem)
    {
        using var refused = await _administrator.SendAsync(_source, Encoding.UTF8.GetBytes(body), query: query);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal($"urn:governance:problem:{problem}", (await Api.ReadAsync(refused)).GetProperty("type").GetString());
        await AssertNothingWaitsAsync();
    }

    public static TheoryData<string, string> Broken() => new()
    {
        { "<html>Sign in</html>", "account.json" },
        { "{\"RoleDetailList\":[{\"Arn\":\"arn:aws:iam::1:role/a\"", "cut off" },
        { "{\"Vpcs\":[]}", "account.json" },
        { new string('[', 5_000) + new string(']', 5_000), "deeper than 64" },
        { "[[]]", "account.json" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_cannot_be_read_fails_with_the_files_name_and_the_portal_goes_on(string body, string said)
    {
        var failed = await _administrator.ImportAsync(_source, Encoding.UTF8.GetBytes(body), query: "?name=account.json");
        var next = await _administrator.ImportAsync(_source, Api.Fixture("account.json"));

        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Contains("account.json", failed.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains(said, failed.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("result").ValueKind);
        Assert.Equal("succeeded", next.GetProperty("state").GetString());
        Assert.Equal(0, next.GetProperty("result").GetProperty("counts").GetProperty("changed").GetInt32());
        Assert.Empty(_portal.Errors);
    }

    [Fact]
    public async Task A_bomb_and_a_name_that_points_elsewhere_do_no_harm()
    {
        var outside = Path.Combine(_portal.DataDirectory, "slipped.json");
        var bomb = await _administrator.ImportAsync(_source, Zip(("bomb.json", Encoding.UTF8.GetBytes(new string(' ', 64 << 20)))), "application/zip");
        var slip = await _administrator.ImportAsync(_source, Zip(("../slipped.json", Api.Fixture("account.json"))), "application/zip");

        Assert.Contains("decompression bomb", bomb.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("succeeded", slip.GetProperty("state").GetString());
        Assert.False(File.Exists(outside));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_portal.DataDirectory, "uploads")));
    }

    [Fact]
    public async Task An_unreadable_policy_in_a_good_file_is_a_warning()
    {
        var ended = await _administrator.ImportAsync(_source, Api.Fixture("malformed-policy.json"), query: "?name=account.json");

        Assert.Equal("succeeded", ended.GetProperty("state").GetString());
        Assert.Contains(ended.GetProperty("result").GetProperty("warnings").EnumerateArray(), w => w.GetString()!.StartsWith("account.json (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_says_that_more_follows_makes_nothing_look_gone()
    {
        await _administrator.ImportAsync(_source, Zip(("1.json", Api.Fixture("page-1.json")), ("2.json", Api.Fixture("page-2.json"))), "application/zip");
        await using var db = await _portal.OpenDatabaseAsync();
        var all = await db.Set<Identity>().CountAsync(Cancelled);

        var partial = await _administrator.ImportAsync(_source, Api.Fixture("page-1.json"));

        Assert.False(partial.GetProperty("result").GetProperty("isComplete").GetBoolean());
        Assert.Equal(0, partial.GetProperty("result").GetProperty("counts").GetProperty("gone").GetInt32());
        Assert.Equal(all, await db.Set<Identity>().CountAsync(i => i.ObservedUntil == null, Cancelled));
    }

    [Fact]
    public async Task An_operation_that_has_ended_cannot_be_cancelled()
    {
        var ended = await _administrator.ImportAsync(_source, Api.Fixture("account.json"));

        using var refused = await _administrator.DeleteAsync(Api.At($"/operations/{ended.GetProperty("id").GetString()}"), Cancelled);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("urn:governance:problem:operation-ended", (await Api.ReadAsync(refused)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_waiting_operation_is_cancelled()
    {
        var id = OperationId.New();
        await using (var db = await _portal.OpenDatabaseAsync())
        {
            // Its file is nowhere, so that no worker takes it meanwhile.
            db.Add(new Operation
            {
                Id = id,
                Kind = "import",
                SourceId = new(Guid.Parse(_source)),
                Request = """{"upload":{"name":"a.json","storedAs":"elsewhere"},"takenAt":"2026-06-16T12:00:00Z","acceptLoss":false}""",
                CallerKind = CallerKind.System,
                CallerId = "tests",
                CallerName = "Tests",
                CreatedAt = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()),
            });
            await db.SaveChangesAsync(Cancelled);
        }

        using var cancelled = await _administrator.DeleteAsync(Api.At($"/operations/{id.Value}"), Cancelled);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        var operation = await _administrator.GetFromJsonAsync<JsonElement>(Api.At($"/operations/{id.Value}"), Cancelled);
        Assert.Equal(("failed", "It was cancelled. Nothing was kept."), (operation.GetProperty("state").GetString(), operation.GetProperty("message").GetString()));
    }

    private async Task AssertNothingWaitsAsync()
    {
        await using var db = await _portal.OpenDatabaseAsync();
        Assert.Empty(await db.Set<Operation>().ToListAsync(Cancelled));
        var uploads = Path.Combine(_portal.DataDirectory, "uploads");
        Assert.True(!Directory.Exists(uploads) || !Directory.EnumerateFiles(uploads).Any());
    }

    private static int PrincipalsIn(byte[] export)
    {
        using var account = JsonDocument.Parse(export);
        return account.RootElement.GetProperty("RoleDetailList").GetArrayLength() + account.RootElement.GetProperty("UserDetailList").GetArrayLength();
    }

    private static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return packed.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }
        return packed.ToArray();
    }
}
