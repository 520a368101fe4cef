using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Proofs;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Proofs;

/// <summary>Exports with proofs, against this program's verification and against the one that the format's description shows.</summary>
public sealed class ExportTests
{
    private const int MostLines = 60;
    private static readonly int Spoilings = TestScale.Of(60, 1_000);
    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task An_export_is_verified_without_the_database(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordManyAsync(300);
        await portal.RecordAsync("thing", reason: "“because” of\n\u0001 ü 😀");
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        await portal.RecordAsync("not signed yet");

        var lines = await ExportAsync(portal, new());
        var result = await VerifyAsync(portal, lines);

        Assert.Empty(result.Findings);
        Assert.Equal((true, 302L, 303), (result.IsWhole, result.Entries, lines.Count));
    }

    [Theory, OnEachEngine]
    public async Task A_part_of_the_record_is_proven_as_well(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordManyAsync(20);
        await portal.RecordAsync("thing");
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);

        var lines = await ExportAsync(portal, new() { Action = "audit." });

        Assert.Equal(2, lines.Count);
        Assert.Equal((true, 1L), (await VerifyAsync(portal, lines)) is var result ? (result.IsWhole, result.Entries) : default);
    }

    [Fact]
    public async Task Before_the_first_checkpoint_there_is_nothing_to_prove()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await portal.RecordAsync("thing");

        Assert.Empty(await ExportAsync(portal, new()));
        Assert.Null(await portal.Get<AuditProofs>().ProveAsync(1, By, Cancelled));
        Assert.Null(await portal.Get<AuditProofs>().LatestAsync(By, Cancelled));
        Assert.False((await VerifyAsync(portal, [])).IsWhole);
    }

    [Fact]
    public async Task A_foreign_key_verifies_nothing()
    {
        await using var portal = await SignedAsync();

        var result = await VerifyExport.RunAsync(await WriteAsync(portal, await ExportAsync(portal, new())), [SigningKey.Create("tests.example/audit").Public], Cancelled);

        Assert.Contains("not signed by a trusted key", Assert.Single(result.Findings).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"before\":", "\"Before\":")]
    [InlineData("\"after\":", "\"afterwards\":")]
    [InlineData("\"after\":", "\"after\":null,\"after\":")]
    [InlineData("\"proof\":", "\"poof\":")]
    public async Task Each_member_has_its_name_and_stands_once(string asItIs, string spoilt)
    {
        await using var portal = await SignedAsync();
        var good = await ExportAsync(portal, new());
        Assert.True((await VerifyAsync(portal, good)).IsWhole);

        var result = await VerifyAsync(portal, [.. good.Select((line, number) => number == 3 ? line.Replace(asItIs, spoilt, StringComparison.Ordinal) : line)]);

        Assert.Contains("Line 4 is no line of an export with proofs", Assert.Single(result.Findings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_in_the_description_comes_to_the_same_result()
    {
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
        await using var portal = await SignedAsync();
        var key = portal.Get<AuditKeys>().FindPublic()!;
        var script = await ScriptAsync(portal);
        var good = await ExportAsync(portal, new());

        Assert.Contains("12 entries are in the record", await MachineProgram.RunAsync(python, script, await WriteAsync(portal, good), key.Text), StringComparison.Ordinal);

        for (var seed = 0; seed < Spoilings; seed++)
        {
            var spoilt = Spoilt(good, seed);
            var path = await WriteAsync(portal, spoilt);
            var ours = (await VerifyExport.RunAsync(path, [key], Cancelled)).IsWhole;
            var theirs = await EndsWellAsync(python, script, path, key.Text);
            Assert.True(ours == theirs, $"Seed {seed}: the portal says {ours}, the description's program {theirs}.");
        }
    }

    [Fact]
    public async Task The_program_in_the_description_is_short() =>
        Assert.InRange((await ProgramAsync()).TrimEnd('\n').Split('\n').Length, 10, MostLines);

    /// <summary>A record of twelve entries, all of them signed.</summary>
    private static async Task<TestPortalData> SignedAsync()
    {
        var portal = await TestPortalData.CreateAsync();
        await portal.RecordManyAsync(10);
        await portal.RecordAsync("caf\u00e9", reason: "“because” of\n\u0001 ü 😀 \u2028");
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        return portal;
    }

    private static async Task<List<string>> ExportAsync(TestPortalData portal, AuditFilter filter)
    {
        List<string> lines = [];
        await foreach (var line in portal.Get<AuditProofs>().ExportAsync(filter, By, Cancelled))
        {
            lines.Add(JsonSerializer.Serialize(line, StoredJson.Options));
        }
        return lines;
    }

    private static async Task<VerificationResult> VerifyAsync(TestPortalData portal, IReadOnlyList<string> lines) =>
        await VerifyExport.RunAsync(await WriteAsync(portal, lines), [portal.Get<AuditKeys>().FindPublic() ?? SigningKey.Create("none").Public], Cancelled);

    private static async Task<string> WriteAsync(TestPortalData portal, IReadOnlyList<string> lines)
    {
        var path = Path.Combine(Path.GetDirectoryName(portal.Get<AuditOptions>().KeyFile)!, "export.ndjson");
        await File.WriteAllTextAsync(path, string.Concat(lines.Select(l => l + "\n")), Cancelled);
        return path;
    }

    private static async Task<string> ScriptAsync(TestPortalData portal)
    {
        var path = Path.Combine(Path.GetDirectoryName(portal.Get<AuditOptions>().KeyFile)!, "verify.py");
        await File.WriteAllTextAsync(path, await ProgramAsync(), Cancelled);
        return path;
    }

    private static async Task<string> ProgramAsync()
    {
        var description = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Portal.Data", "Audit", "README.md"), Cancelled);
        const string Fence = "```python\n";
        var from = description.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        return description[from..description.IndexOf("```", from, StringComparison.Ordinal)];
    }

    private static async Task<bool> EndsWellAsync(string python, string script, string path, string key)
    {
        try
        {
            await MachineProgram.RunAsync(python, script, path, key);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The export with one character of one line replaced, a line left out or a line doubled; by chance now and then still good.</summary>
    private static List<string> Spoilt(IReadOnlyList<string> lines, int seed)
    {
        var random = new Random(seed);
        List<string> spoilt = [.. lines];
        var number = random.Next(spoilt.Count);
        switch (seed % 10)
        {
            case 0:
                spoilt.RemoveAt(number);
                break;
            case 1:
                spoilt.Insert(number, spoilt[number]);
                break;
            default:
                var line = spoilt[number].ToCharArray();
                var at = random.Next(line.Length);
                line[at] = line[at] switch
                {
                    >= '0' and < '9' or >= 'a' and < 'z' or >= 'A' and < 'Z' => (char)(line[at] + 1),
                    _ => 'x',
                };
                spoilt[number] = new(line);
                break;
        }
        return spoilt;
    }
}
