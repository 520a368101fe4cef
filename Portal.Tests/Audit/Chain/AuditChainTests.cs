using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Commands;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Chain;

public sealed class AuditChainTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Each_entry_names_the_hash_of_the_one_before(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        portal.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        for (var i = 0; i < 5; i++)
        {
            await portal.RecordAsync($"thing {i}", reason: i % 2 == 0 ? null : "“because” of\n\u0001 ü");
        }

        await AssertWholeAsync(portal, 5);
    }

    [Theory, OnEachEngine]
    public async Task Two_portals_that_write_at_once_make_one_chain(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var other = portal.Another();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? portal : other).RecordAsync($"thing {i}"))));

        await AssertWholeAsync(portal, 40);
    }

    [Theory, OnEachEngine]
    public async Task A_command_that_fails_leaves_no_gap(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordAsync("before");

        await Assert.ThrowsAsync<InvalidDataException>(() => portal.Get<CommandRunner>().RunAsync<int>(
            "thing.touch",
            Caller.System("tests"),
            Right.ManagePeople,
            (scope, _) =>
            {
                scope.Record("thing.touch", new("thing", "1", "never"));
                throw new InvalidDataException();
            },
            Cancelled));
        await portal.RecordAsync("after");

        await AssertWholeAsync(portal, 2);
    }

    [Theory, OnEachEngine]
    public async Task Entries_from_before_the_chain_are_chained_with_the_first_that_follows(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var db = await portal.OpenAsync();
        long[] withGaps = [2, 3, 7];
        foreach (var sequence in withGaps)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO audit_entries ("Sequence", "At", "ActorKind", "ActorId", "ActorName", "Action", "SubjectKind", "SubjectId", "SubjectName", "Outcome", "Previous", "Hash")
                SELECT {sequence}, {(engine == Engine.Sqlite ? An.Instant.UtcTicks : An.Instant)}, 'System', 'tests', 'Tests', 'thing.touch', 'thing', '1', 'Thing', 'Done', {Array.Empty<byte>()}, {Array.Empty<byte>()}
                """,
                Cancelled);
        }

        await portal.RecordAsync("after");

        await AssertWholeAsync(portal, 4);
    }

    [Theory, OnEachEngine]
    public async Task What_an_engine_could_not_give_back_is_replaced_before_it_is_hashed(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var longName = new string('x', GovernanceDb.DefaultTextLength - 2) + "😀 and more";

        await portal.RecordAsync("half \ud83d and NUL \0", reason: "\udc00\0");
        await portal.RecordAsync(longName);

        await AssertWholeAsync(portal, 2);
        await using var db = await portal.OpenAsync();
        var names = await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.SubjectName).ToListAsync(Cancelled);
        Assert.Equal("half \ufffd and NUL \ufffd", names[0]);
        Assert.Equal(new string('x', GovernanceDb.DefaultTextLength - 2) + "…", names[1]);
    }

    [Fact]
    public void Text_cannot_move_over_the_border_of_a_field()
    {
        AssertDiffer(A.Entry(subjectId: "ab", subjectName: "c"), A.Entry(subjectId: "a", subjectName: "bc"));
        AssertDiffer(A.Entry(subjectId: "a", subjectName: "b\",\"x\":\"c"), A.Entry(subjectId: "a\",\"subjectName\":\"b", subjectName: "c"));
    }

    [Fact]
    public void Nothing_is_not_an_empty_text()
    {
        AssertDiffer(A.Entry(reason: null), A.Entry(reason: string.Empty));
        AssertDiffer(A.Entry(after: null), A.Entry(after: string.Empty));
    }

    [Fact]
    public void Texts_that_only_look_alike_differ() => AssertDiffer(A.Entry(subjectName: "\u00e9"), A.Entry(subjectName: "e\u0301"));

    [Fact]
    public async Task Every_column_but_the_hash_itself_is_in_the_hash()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await using var db = await portal.OpenAsync();
        var columns = db.Model.FindEntityType(typeof(AuditEntry))!.GetProperties().Select(p => p.GetColumnName()).Except([nameof(AuditEntry.Hash)]);

        Assert.Equal(columns.Order(StringComparer.Ordinal), EntryField.All.Select(f => f.Column).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_form_of_an_entry_is_canonical_JSON()
    {
        var entry = A.Entry(reason: "“because” of\n\u0001 ü", after: "{ }");
        var bytes = new EntryBytes();
        bytes.Write(entry);

        using var document = JsonDocument.Parse(bytes.Json.ToArray());

        Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement)), Encoding.UTF8.GetString(bytes.Json));
        Assert.Equal(EntryField.All.Select(f => f.Name), document.RootElement.EnumerateObject().Select(m => m.Name));
        Assert.Equal(MerkleHash.OfLeaf(bytes.Json), entry.Hash);
    }

    [Theory, OnEachEngine]
    public async Task An_entry_says_in_which_session_and_for_whom(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var by = Caller.System("tests") with { Session = "session 1", OnBehalfOf = "agent:42" };

        await portal.RecordAsync("thing", by: by);

        await using var db = await portal.OpenAsync();
        var entry = await db.AuditEntries.SingleAsync(Cancelled);
        Assert.Equal(("session 1", "agent:42"), (entry.Session, entry.OnBehalfOf));
    }

    private static void AssertDiffer(AuditEntry one, AuditEntry other) => Assert.NotEqual(one.Hash, other.Hash);

    /// <summary>Reads everything back and works the hashes out by the slow, general way.</summary>
    private static async Task AssertWholeAsync(TestPortalData portal, int count)
    {
        await using var db = await portal.OpenAsync();
        var entries = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync(Cancelled);
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), entries.Select(e => e.Sequence));
        var previous = new byte[MerkleHash.Length];
        foreach (var entry in entries)
        {
            Assert.Equal(previous, entry.Previous);
            Assert.Equal(entry.Hash, MerkleHash.OfLeaf(CanonicalJson.Of(JsonSerializer.SerializeToElement(Form(entry)))));
            previous = entry.Hash;
        }
        var head = await db.AuditHeads.SingleAsync(Cancelled);
        Assert.Equal(count, head.Size);
        Assert.Equal(previous, head.Hash);
    }

    private static Dictionary<string, object?> Form(AuditEntry e) => new(StringComparer.Ordinal)
    {
        ["sequence"] = e.Sequence,
        ["previous"] = Convert.ToHexStringLower(e.Previous),
        ["at"] = e.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["actorKind"] = JsonNamingPolicy.CamelCase.ConvertName(e.ActorKind.ToString()),
        ["actorId"] = e.ActorId,
        ["actorName"] = e.ActorName,
        ["onBehalfOf"] = e.OnBehalfOf,
        ["session"] = e.Session,
        ["address"] = e.Address,
        ["action"] = e.Action,
        ["subjectKind"] = e.SubjectKind,
        ["subjectId"] = e.SubjectId,
        ["subjectName"] = e.SubjectName,
        ["outcome"] = JsonNamingPolicy.CamelCase.ConvertName(e.Outcome.ToString()),
        ["reason"] = e.Reason,
        ["beforeDigest"] = Digest(e.Before),
        ["afterDigest"] = Digest(e.After),
        ["correlationId"] = e.CorrelationId,
    };

    private static string? Digest(string? text) =>
        text is null ? null : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
