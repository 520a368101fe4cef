using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Packs;
using Portal.Tests.Support;

namespace Portal.Tests.Audit;

/// <summary>Proofs over HTTP, checked with nothing but what came over HTTP.</summary>
public sealed class AuditEndpointsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task An_entry_is_proven_from_its_content_to_the_signature(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine);
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        using var client = await portal.CreateClientAsync(TokenScope.Read);

        var key = VerifierKey.Parse((await GetAsync(client, "key")).GetProperty("key").GetString()!);
        var proof = await GetAsync(client, "proof/5");

        var note = SignedCheckpoint.Parse(proof.GetProperty("checkpoint").GetString()!);
        Assert.True(note.IsSignedBy(key));
        Assert.Equal(5, proof.GetProperty("entry").GetProperty("sequence").GetInt64());
        Assert.True(MerkleProof.IsIncluded(
            MerkleHash.OfLeaf(CanonicalJson.Of(proof.GetProperty("entry"))), 4, note.Checkpoint.Size, Hashes(proof), note.Checkpoint.Root));
    }

    [Fact]
    public async Task The_record_of_today_is_proven_to_begin_with_that_of_yesterday()
    {
        await using var portal = await PortalServer.StartAsync();
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        using var client = await portal.CreateClientAsync(TokenScope.Read);
        var first = await GetAsync(client, "checkpoint");
        await portal.CreateClientAsync(TokenScope.Ingest);
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        var second = await GetAsync(client, "checkpoint");
        var (from, to) = (first.GetProperty("size").GetInt64(), second.GetProperty("size").GetInt64());

        var proof = await GetAsync(client, $"consistency?from={from}&to={to}");

        Assert.True(from < to);
        Assert.True(MerkleProof.IsConsistent(from, Root(first), to, Root(second), Hashes(proof)));
    }

    [Theory, OnEachEngine]
    public async Task An_evidence_pack_comes_whole_and_who_takes_it_is_recorded(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine);
        using var client = await portal.CreateClientAsync(TokenScope.Read);
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        var folder = Directory.CreateTempSubdirectory("governance-tests-pack-").FullName;
        var path = Path.Combine(folder, "pack.zip");

        await File.WriteAllBytesAsync(path, await client.GetByteArrayAsync("/api/v1/audit/export?format=pack", Cancelled), Cancelled);

        var result = await VerifyPack.RunAsync(path, [portal.Get<AuditKeys>().FindPublic()!], Cancelled);
        Directory.Delete(folder, recursive: true);
        Assert.Empty(result.Findings);
        Assert.InRange(result.Entries, 5, long.MaxValue);
        await using var db = await portal.OpenDatabaseAsync();
        Assert.Contains("pack", (await db.Set<AuditEntry>().SingleAsync(e => e.Action == "list.export", Cancelled)).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_proven_says_why()
    {
        await using var portal = await PortalServer.StartAsync();
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        var size = (await portal.Get<Data.Audit.Proofs.AuditProofs>().LatestAsync(Caller.System("tests"), Cancelled))!.Size;
        using var client = await portal.CreateClientAsync(TokenScope.Read);

        await AnswersAsync($"proof/{size + 1000}", HttpStatusCode.NotFound);
        await AnswersAsync("proof/0", HttpStatusCode.NotFound);
        await AnswersAsync($"proof/{size + 1}", HttpStatusCode.Conflict);
        await AnswersAsync("consistency?from=0&to=1", HttpStatusCode.UnprocessableEntity);
        await AnswersAsync("consistency?from=5&to=4", HttpStatusCode.UnprocessableEntity);
        await AnswersAsync($"consistency?from=1&to={size + 1}", HttpStatusCode.UnprocessableEntity);
        await AnswersAsync("consistency", HttpStatusCode.UnprocessableEntity);

        async Task AnswersAsync(string path, HttpStatusCode expected)
        {
            using var response = await client.GetAsync(new Uri($"/api/v1/audit/{path}", UriKind.Relative), Cancelled);
            Assert.Equal(expected, response.StatusCode);
        }
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path) =>
        await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/audit/{path}", UriKind.Relative), Cancelled);

    private static byte[][] Hashes(JsonElement proof) => [.. proof.GetProperty("proof").EnumerateArray().Select(h => h.GetBytesFromBase64())];

    private static byte[] Root(JsonElement checkpoint) => checkpoint.GetProperty("root").GetBytesFromBase64();
}
