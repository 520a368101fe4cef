using System.IO.Compression;
using System.Text;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Packs;
using Portal.Data.Audit.Verification;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Packs;

/// <summary>Evidence packs: what they hold, and that no byte of one can be changed unseen.</summary>
public sealed class PackTests
{
    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_pack_is_verified_without_the_database(Engine engine)
    {
        await using var portal = await SignedAsync(engine);

        var result = await VerifyAsync(portal, await PackAsync(portal));

        Assert.Empty(result.Findings);
        Assert.Equal((true, 12L, 1L), (result.IsWhole, result.Entries, result.Checkpoints));
    }

    [Fact]
    public async Task It_holds_what_the_format_says_and_a_program_that_verifies_it()
    {
        await using var portal = await SignedAsync(Engine.Sqlite);
        var folder = Directory.CreateDirectory(Path.Combine(Folder(portal), "unpacked")).FullName;
        await using (var archive = new ZipArchive(new MemoryStream(await PackAsync(portal)), ZipArchiveMode.Read))
        {
            Assert.Equal(["verify.py", "key.txt", "checkpoint.txt", "entries.ndjson", "manifest.json"], archive.Entries.Select(e => e.FullName));
            await archive.ExtractToDirectoryAsync(folder, Cancelled);
        }
        string python;
        try
        {
            python = await MachinePart.Python.LocateAsync();
        }
        catch (MissingPartException missing)
        {
            missing.End();
            throw;
        }

        var said = await MachineProgram.RunAsync(
            python, Path.Combine(folder, "verify.py"), Path.Combine(folder, "entries.ndjson"), (await File.ReadAllTextAsync(Path.Combine(folder, "key.txt"), Cancelled)).Trim());

        Assert.Contains("12 entries are in the record", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_changed_byte_is_found_and_something_is_named()
    {
        await using var portal = await SignedAsync(Engine.Sqlite);
        var pack = await PackAsync(portal);
        var path = Path.Combine(Folder(portal), "pack.zip");
        VerifierKey[] trusted = [portal.Get<AuditKeys>().FindPublic()!];

        for (var place = 0; place < pack.Length; place++)
        {
            var spoilt = (byte[])pack.Clone();
            spoilt[place] ^= (byte)(1 << (place % 8));
            await File.WriteAllBytesAsync(path, spoilt, Cancelled);
            var result = await VerifyPack.RunAsync(path, trusted, Cancelled);
            Assert.False(result.IsWhole, $"Byte {place} of {pack.Length}");
            Assert.NotEmpty(Assert.Single(result.Findings.Take(1)).Problem);
        }
    }

    [Fact]
    public async Task A_cut_pack_is_no_pack()
    {
        await using var portal = await SignedAsync(Engine.Sqlite);
        var pack = await PackAsync(portal);

        foreach (var length in (int[])[0, 1, 21, 22, 100, pack.Length / 2, pack.Length - 80, pack.Length - 1])
        {
            Assert.False((await VerifyAsync(portal, pack[..length])).IsWhole, $"{length} bytes");
        }
        Assert.False((await VerifyAsync(portal, [.. pack, 0])).IsWhole);
    }

    [Theory]
    [InlineData("entries.ndjson", "thing 3", "thing 4", "entries.ndjson")]
    [InlineData("verify.py", "assert", "pass;  ", "verify.py")]
    [InlineData("checkpoint.txt", "12\n", "11\n", "checkpoint.txt")]
    [InlineData("key.txt", "+", "-", "key.txt")]
    [InlineData("manifest.json", "\"format\":1", "\"format\":2", "manifest.json")]
    public async Task The_file_that_was_changed_is_named(string file, string from, string to, string named)
    {
        await using var portal = await SignedAsync(Engine.Sqlite);

        var result = await VerifyAsync(portal, Rewritten(await PackAsync(portal), (name, text) => name == file ? text.Replace(from, to, StringComparison.Ordinal) : text));

        Assert.Contains(named, result.Findings[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_entry_is_named_with_its_number_and_line()
    {
        await using var portal = await SignedAsync(Engine.Sqlite);

        var result = await VerifyAsync(portal, Rewritten(
            await PackAsync(portal), (name, text) => name == "entries.ndjson" ? text.Replace("thing 3", "thing x", StringComparison.Ordinal) : text));

        Assert.Equal(4, result.FirstBad);
        Assert.Contains("in line", result.Findings[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_key_verifies_nothing()
    {
        await using var portal = await SignedAsync(Engine.Sqlite);
        var path = Path.Combine(Folder(portal), "pack.zip");
        await File.WriteAllBytesAsync(path, await PackAsync(portal), Cancelled);

        var result = await VerifyPack.RunAsync(path, [SigningKey.Create("tests.example/audit").Public], Cancelled);

        Assert.Contains("not signed by a trusted key", result.Findings[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_fills_anything()
    {
        await using var portal = await SignedAsync(Engine.Sqlite);
        var bomb = Rewritten(await PackAsync(portal), (name, text) => name == "entries.ndjson" ? new string(' ', 100_000_000) : text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = await VerifyAsync(portal, bomb);

        Assert.False(result.IsWhole);
        Assert.Contains("entries.ndjson", result.Findings[0].ToString(), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000_000);
    }

    [Theory]
    [InlineData("entries.ndjson", "entries.ndjson")]
    [InlineData("manifest.json", "manifest.json")]
    [InlineData("entries.ndjson", "../entries.ndjson")]
    [InlineData("entries.ndjson", "../../../../tmp/entries.ndjson")]
    [InlineData("entries.ndjson", "/etc/entries.ndjson")]
    [InlineData("entries.ndjson", "ENTRIES.NDJSON")]
    [InlineData("entries.ndjson", "entries.ndjson/")]
    [InlineData("entries.ndjson", "C:\\entries.ndjson")]
    public async Task A_file_that_stands_twice_or_under_another_name_makes_it_no_pack(string copied, string name)
    {
        await using var portal = await SignedAsync(Engine.Sqlite);
        var pack = await PackAsync(portal);
        var before = Directory.EnumerateFileSystemEntries(Folder(portal)).ToHashSet(StringComparer.Ordinal);

        // Beside the right one, and in its place.
        var added = await VerifyAsync(portal, Renamed(pack, entry => entry == copied ? [entry, name] : [entry]));
        var exchanged = await VerifyAsync(portal, Renamed(pack, entry => entry == copied && name != copied ? [name] : entry == copied ? [entry, entry] : [entry]));

        Assert.False(added.IsWhole);
        Assert.False(exchanged.IsWhole);
        Assert.NotEmpty(added.Findings[0].Problem);
        before.Add(Path.Combine(Folder(portal), "pack.zip"));
        Assert.Subset(before, Directory.EnumerateFileSystemEntries(Folder(portal)).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"format\":1", "\"format\":2,\"format\":1")]
    [InlineData("\"format\":1", "\"Format\":2,\"format\":1")]
    [InlineData("\"files\":", "\"files\":[],\"files\":")]
    [InlineData("\"size\":", "\"size\":1,\"size\":")]
    public async Task A_manifest_that_says_something_twice_says_nothing(string asItIs, string twice)
    {
        await using var portal = await SignedAsync(Engine.Sqlite);

        var result = await VerifyAsync(portal, Rewritten(
            await PackAsync(portal), (name, text) => name == "manifest.json" ? text.Replace(asItIs, twice, StringComparison.Ordinal) : text));

        Assert.Contains("Duplicate", Assert.Single(result.Findings).Problem, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("entries.ndjson")]
    public async Task A_hundred_thousand_levels_are_refused(string file)
    {
        await using var portal = await SignedAsync(Engine.Sqlite);
        var deep = new string('[', 100_000) + new string(']', 100_000);

        var result = await VerifyAsync(portal, Rewritten(await PackAsync(portal), (name, text) => name == file ? $"{{\"checkpoint\":{deep}}}\n" : text));

        Assert.False(result.IsWhole);
        Assert.NotEmpty(result.Findings[0].Problem);
    }

    [Fact]
    public async Task Before_anything_is_signed_there_is_no_pack()
    {
        await using var portal = await TestPortalData.CreateAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => PackAsync(portal));
    }

    private static async Task<TestPortalData> SignedAsync(Engine engine)
    {
        var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordManyAsync(10);
        await portal.RecordAsync("caf\u00e9", reason: "“because” of\n\u0001 ü 😀 \u2028");
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        return portal;
    }

    private static async Task<byte[]> PackAsync(TestPortalData portal)
    {
        using var pack = new MemoryStream();
        await portal.Get<WritePack>().RunAsync(new AuditFilter(), pack, By, Cancelled);
        return pack.ToArray();
    }

    private static async Task<VerificationResult> VerifyAsync(TestPortalData portal, byte[] pack)
    {
        var path = Path.Combine(Folder(portal), "pack.zip");
        await File.WriteAllBytesAsync(path, pack, Cancelled);
        return await VerifyPack.RunAsync(path, [portal.Get<AuditKeys>().FindPublic()!], Cancelled);
    }

    private static string Folder(TestPortalData portal) => Path.GetDirectoryName(portal.Get<AuditOptions>().KeyFile)!;

    /// <summary>The pack with each of its files under the names that it is to have.</summary>
    private static byte[] Renamed(byte[] pack, Func<string, IReadOnlyList<string>> names)
    {
        using var result = new MemoryStream();
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        using (var from = new ZipArchive(new MemoryStream(pack), ZipArchiveMode.Read))
        {
            foreach (var (entry, name) in from.Entries.SelectMany(entry => names(entry.FullName).Select(name => (entry, name))))
            {
                using var reader = entry.Open();
                using var writer = to.CreateEntry(name, CompressionLevel.Optimal).Open();
                reader.CopyTo(writer);
            }
        }
        return result.ToArray();
    }

    /// <summary>The pack with changed files, everything else made anew by whoever changed them but the signature.</summary>
    private static byte[] Rewritten(byte[] pack, Func<string, string, string> change)
    {
        using var result = new MemoryStream();
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        using (var from = new ZipArchive(new MemoryStream(pack), ZipArchiveMode.Read))
        {
            foreach (var entry in from.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                using var writer = to.CreateEntry(entry.FullName, CompressionLevel.Optimal).Open();
                writer.Write(Encoding.UTF8.GetBytes(change(entry.FullName, reader.ReadToEnd())));
            }
        }
        return result.ToArray();
    }
}
