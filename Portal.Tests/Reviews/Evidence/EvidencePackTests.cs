using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Evidence;
using Portal.Data.Storage;
using Portal.Tests.Support;
using static Portal.Tests.Reviews.Evidence.EvidenceCase;

namespace Portal.Tests.Reviews.Evidence;

/// <summary>Evidence packs of campaigns: what they hold, and that nothing of one can be changed unseen.</summary>
public sealed class EvidencePackTests
{
    private static readonly string[] Files =
    [
        "VERIFY.md", "verify.py", "key.txt", "evidence.json", "items.csv", "decisions.csv", "routing.csv", "remediations.csv", "notices.csv", "sources.csv", "open.csv", "history.csv",
        "report.html", "report.pdf", "checkpoint.txt", "entries.ndjson", "manifest.json", "manifest.sig",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task It_is_verified_without_the_database_and_says_what_happened(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var pack = await PackAsync(review, await SealAsync(review));

        var result = await VerifyAsync(review, pack);

        Assert.Empty(result.Findings);
        Assert.Equal((true, 3L), (result.IsWhole, result.Rows));
        var files = Unpack(pack);
        Assert.Equal(Files, files.Keys);
        using var evidence = JsonDocument.Parse(files["evidence.json"]);
        var root = evidence.RootElement;
        Assert.Equal("Reviewed and complete.", root.GetProperty("signOff").GetProperty("words").GetString());
        Assert.Equal(3, root.GetProperty("population").GetProperty("entitlements").GetInt32());
        Assert.NotEmpty(root.GetProperty("notices").EnumerateArray());
        Assert.Equal("campaign.seal", root.GetProperty("history").EnumerateArray().Last().GetProperty("action").GetString());
        var wide = root.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("shown").GetProperty("entitlement").GetProperty("name").GetString() == ReviewCase.Wide);
        Assert.Equal("revoked", wide.GetProperty("state").GetString());
        Assert.Equal("verified", wide.GetProperty("remediation").GetProperty("state").GetString());
        Assert.NotEqual(JsonValueKind.Null, wide.GetProperty("remediation").GetProperty("proof").ValueKind);
        Assert.Equal("page", Assert.Single(wide.GetProperty("decisions").EnumerateArray()).GetProperty("channel").GetString());
        Assert.Equal("unanswered", Assert.Single(root.GetProperty("open").EnumerateArray()).GetProperty("kind").GetString());
    }

    [Theory, OnEachEngine]
    public async Task What_a_policy_decided_is_said_to_be_the_policys_and_nobodys(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var pack = await PackAsync(review, await SealUnansweredAsync(review));

        var result = await VerifyAsync(review, pack);

        Assert.Empty(result.Findings);
        var files = Unpack(pack);
        using var evidence = JsonDocument.Parse(files["evidence.json"]);
        var items = evidence.RootElement.GetProperty("items").EnumerateArray()
            .ToDictionary(i => i.GetProperty("shown").GetProperty("entitlement").GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal(5, evidence.RootElement.GetProperty("campaign").GetProperty("noAnswer").GetProperty("endsAfterDays").GetInt32());
        var wide = items[ReviewCase.Wide];
        Assert.Equal(("revoked", JsonValueKind.Null, JsonValueKind.Object), (wide.GetProperty("state").GetString(), wide.GetProperty("answeredBy").ValueKind, wide.GetProperty("byPolicyAt").ValueKind));
        Assert.Empty(wide.GetProperty("decisions").EnumerateArray());
        Assert.Equal("unanswered", items["orders-read"].GetProperty("state").GetString());
        Assert.Contains("By the review", Encoding.UTF8.GetString(files["report.html"]), StringComparison.Ordinal);
        Assert.Contains("\"actorKind\":\"policy\"", Encoding.UTF8.GetString(files["entries.ndjson"]), StringComparison.OrdinalIgnoreCase);
    }

    [Theory, OnEachEngine]
    public async Task Where_several_vote_it_says_who_was_asked_and_what_each_of_them_said(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var pack = await PackAsync(review, await SealVotesAsync(review));

        var result = await VerifyAsync(review, pack);

        Assert.Empty(result.Findings);
        Assert.True(result.IsWhole);
        using var evidence = JsonDocument.Parse(Unpack(pack)["evidence.json"]);
        var items = evidence.RootElement.GetProperty("items").EnumerateArray()
            .ToDictionary(i => i.GetProperty("shown").GetProperty("entitlement").GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal("acceptedUnlessDenied", Assert.Single(evidence.RootElement.GetProperty("campaign").GetProperty("stages").EnumerateArray()).GetProperty("strategy").GetString());
        Assert.Equal("revoked", items[ReviewCase.Wide].GetProperty("state").GetString());
        Assert.Equal([("Ben Batch", "revoke"), ("Olga Owner", "attest")], Votes(items[ReviewCase.Wide]));
        // No more votes came, and nobody denied it.
        Assert.Equal("attested", items["orders-read"].GetProperty("state").GetString());
        Assert.Equal([("Ben Batch", null), ("Olga Owner", "attest")], Votes(items["orders-read"]));
        Assert.Equal("unanswered", Assert.Single(items.Values, i => Votes(i).All(v => v.Said is null)).GetProperty("state").GetString());
    }

    [Theory, OnEachEngine]
    public async Task The_same_campaign_is_the_same_bytes_whatever_came_later(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await SealAsync(review);
        var first = await PackAsync(review, id);

        review.Portal.Clock.Advance(TimeSpan.FromDays(90));
        await review.ImportAsync(ReviewCase.AllOfIt);
        await review.LaunchAsync("The next one");
        await review.Portal.Get<WriteCheckpoints>().RunAsync(Token);

        Assert.Equal(first, await PackAsync(review, id));
    }

    [Fact]
    public async Task Every_changed_byte_is_found()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));
        // Every byte of the ends, where the ZIP is described, and as many in between as are quick.
        int[] places = [.. Enumerable.Range(0, 200), .. Enumerable.Range(0, 150).Select(n => 200 + (n * ((pack.Length - 3000) / 150))), .. Enumerable.Range(pack.Length - 1800, 1800).Where(n => n % 3 == 0 || n > pack.Length - 100)];

        foreach (var place in places)
        {
            var spoilt = (byte[])pack.Clone();
            spoilt[place] ^= (byte)(1 << (place % 8));
            var result = await VerifyAsync(review, spoilt);
            Assert.False(result.IsWhole, $"Byte {place} of {pack.Length}");
            Assert.NotEmpty(result.Findings[0].Problem);
        }
    }

    [Fact]
    public async Task Each_changed_file_is_named()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));

        foreach (var file in Files)
        {
            var result = await VerifyAsync(review, await RewriteAsync(pack, files => files.Select(f => f.Name == file ? (f.Name, Flipped(f.Content)) : f)));

            Assert.False(result.IsWhole, file);
            Assert.Contains(file, result.Findings[0].Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_missing_file_is_named()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));

        foreach (var file in Files)
        {
            var result = await VerifyAsync(review, await RewriteAsync(pack, files => files.Where(f => f.Name != file)));

            Assert.Equal($"{file}: it is missing", Assert.Single(result.Findings).Problem);
        }
    }

    [Fact]
    public async Task An_added_file_is_named()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));

        var more = await VerifyAsync(review, await RewriteAsync(pack, files => files.SkipLast(1).Append(("items2.csv", [1])).Append(files[^1])));
        var instead = await VerifyAsync(review, await RewriteAsync(pack, files => files.Select(f => f.Name == "open.csv" ? ("shut.csv", f.Content) : f)));

        Assert.False(more.IsWhole);
        Assert.Equal("open.csv: it is missing", Assert.Single(instead.Findings).Problem);
    }

    [Fact]
    public async Task A_file_that_stands_twice_or_leads_elsewhere_makes_it_no_pack()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));

        foreach (var file in Files)
        {
            var twice = await VerifyAsync(review, await RewriteAsync(pack, files => files.SelectMany(f => f.Name == file ? new[] { f, f } : [f])));
            var elsewhere = await VerifyAsync(review, await RewriteAsync(pack, files => files.Select(f => f.Name == file ? ($"../../{file}", f.Content) : f)));

            Assert.False(twice.IsWhole, file);
            Assert.Equal($"{file}: it is missing", Assert.Single(elsewhere.Findings).Problem);
        }
    }

    [Fact]
    public async Task A_manifest_that_says_something_twice_says_nothing_even_if_the_portal_signed_it()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));
        var key = await review.Portal.Get<AuditKeys>().LoadAsync(Token);

        var signed = await ForgedAsync(pack, key, manifest => manifest.Replace("\"kind\":", "\"kind\":\"other\",\"kind\":", StringComparison.Ordinal), _ => null);

        Assert.Contains("Duplicate", Assert.Single((await VerifyAsync(review, signed)).Findings).Problem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_signature_by_another_key_counts_for_nothing()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));
        var stranger = SigningKey.Create("tests.example/audit");

        var forged = await ForgedAsync(pack, stranger, manifest => manifest, _ => null);

        Assert.Contains("manifest.sig", (await VerifyAsync(review, forged)).Findings[0].Problem, StringComparison.Ordinal);
        Assert.Contains("manifest.sig", (await VerifyAsync(review, pack, stranger.Public)).Findings[0].Problem, StringComparison.Ordinal);
        // Even who trusts the stranger too sees that the record was not signed by them.
        Assert.True((await VerifyAsync(review, forged, stranger.Public, review.Portal.Get<AuditKeys>().FindPublic()!)).IsWhole);
        Assert.False((await VerifyAsync(review, forged, stranger.Public)).IsWhole);
    }

    [Fact]
    public async Task A_wrong_count_is_named_even_if_the_portal_signed_it()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));
        var key = await review.Portal.Get<AuditKeys>().LoadAsync(Token);

        var signed = await ForgedAsync(pack, key, manifest => ReplacedAfter(manifest, "\"name\":\"items.csv\"", "\"records\":3", "\"records\":4"), _ => null);

        Assert.StartsWith("items.csv: it has 3 records", (await VerifyAsync(review, signed)).Findings[0].Problem, StringComparison.Ordinal);
        // The same way of making one anew, with nothing changed, is whole: it is the count that is found.
        Assert.True((await VerifyAsync(review, await ForgedAsync(pack, key, manifest => manifest, _ => null))).IsWhole);
    }

    [Theory]
    [InlineData("\"state\":\"attested\"", "\"state\":\"revoked\"", "not what the record says")]
    [InlineData("Order assistant", "Other assistant", "does not show what was hashed")]
    [InlineData("\"maxAgeHours\":168", "\"maxAgeHours\":999", "the population")]
    public async Task Evidence_that_differs_from_the_record_is_found_even_if_the_portal_signed_it(string from, string to, string named)
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));
        var key = await review.Portal.Get<AuditKeys>().LoadAsync(Token);

        var signed = await ForgedAsync(pack, key, manifest => manifest, name => name == "evidence.json" ? text => text.Replace(from, to, StringComparison.Ordinal) : null);

        var result = await VerifyAsync(review, signed);
        Assert.StartsWith("evidence.json", result.Findings[0].Problem, StringComparison.Ordinal);
        Assert.Contains(named, result.Findings[0].Problem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_program_of_the_page_verifies_it_and_sees_a_change()
    {
        await using var review = await ReviewCase.CreateAsync();
        var pack = await PackAsync(review, await SealAsync(review));
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
        var (folder, key) = (FolderOf(review), review.Portal.Get<AuditKeys>().FindPublic()!.Text);
        var (program, whole, other) = (Path.Combine(folder, "verify.py"), Path.Combine(folder, "whole.zip"), Path.Combine(folder, "other.zip"));
        await File.WriteAllBytesAsync(program, Unpack(pack)["verify.py"], Token);
        await File.WriteAllBytesAsync(whole, pack, Token);
        var signer = await review.Portal.Get<AuditKeys>().LoadAsync(Token);
        await File.WriteAllBytesAsync(
            other,
            await ForgedAsync(pack, signer, manifest => manifest, name => name == "evidence.json" ? text => text.Replace("\"state\":\"attested\"", "\"state\":\"revoked\"", StringComparison.Ordinal) : null),
            Token);

        Assert.Contains("3 items and ", await MachineProgram.RunAsync(python, program, whole, key), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => MachineProgram.RunAsync(python, program, other, key));
        Assert.Contains("does not say what the record says", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_from_outside_stays_data_in_every_form()
    {
        await using var review = await ReviewCase.CreateAsync();
        var files = Unpack(await PackAsync(review, await SealAsync(review)));

        using var reader = new CsvReader(new StringReader(Encoding.UTF8.GetString(files["decisions.csv"])), CultureInfo.InvariantCulture);
        var reasons = reader.GetRecords<dynamic>().Select(r => (string)r.justification).ToList();
        Assert.Contains("'" + HostileReason, reasons);
        var html = Encoding.UTF8.GetString(files["report.html"]);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("[U&#x2B;202E]", html, StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(files["report.pdf"][..5]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_told_in_utc_and_where_the_campaign_is()
    {
        await using var review = await ReviewCase.CreateAsync();
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.Set<Portal.Data.People.Person>().ExecuteUpdateAsync(update => update.SetProperty(p => p.TimeZone, "Asia/Kathmandu"), Token);
        }
        using var evidence = JsonDocument.Parse(Unpack(await PackAsync(review, await SealAsync(review)))["evidence.json"]);

        var sealedAt = evidence.RootElement.GetProperty("signOff").GetProperty("at");
        Assert.Equal("Asia/Kathmandu", evidence.RootElement.GetProperty("zone").GetString());
        Assert.Equal(TimeSpan.Zero, sealedAt.GetProperty("utc").GetDateTimeOffset().Offset);
        Assert.EndsWith("+05:45", sealedAt.GetProperty("local").GetString(), StringComparison.Ordinal);
        Assert.Equal(sealedAt.GetProperty("utc").GetDateTimeOffset(), sealedAt.GetProperty("local").GetDateTimeOffset());
    }

    [Theory, OnEachEngine]
    public async Task Before_it_is_sealed_and_signed_and_for_who_may_not_read_the_record_there_is_none(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        var (write, auditor) = (review.Portal.Get<WriteEvidence>(), await review.Portal.AsAsync(Role.Auditor));

        Assert.Equal(EvidenceStanding.NotSealed, await write.FindStandingAsync(id, auditor, Token));
        Assert.Null(await write.FindStandingAsync(CampaignId.New(), auditor, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => write.RunAsync(id, Stream.Null, auditor, Token));
        foreach (var role in (Role[])[Role.Owner, Role.Manager, Role.Approver])
        {
            var other = await review.Portal.AsAsync(role);
            await Assert.ThrowsAsync<AccessDeniedException>(() => write.RunAsync(id, Stream.Null, other, Token));
        }
    }

    [Theory, OnEachEngine]
    public async Task Of_items_that_something_else_changed_there_is_none(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await SealAsync(review);
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.Set<ReviewItem>().Where(i => i.CampaignId == id).ExecuteUpdateAsync(update => update.SetProperty(i => i.ShownHash, new string('0', 64)), Token);
        }

        Assert.Equal(EvidenceStanding.Tampered, await review.Portal.Get<WriteEvidence>().FindStandingAsync(id, review.Engineer, Token));
    }

    private static byte[] Flipped(byte[] content)
    {
        var changed = (byte[])content.Clone();
        changed[changed.Length / 2] ^= 1;
        return changed;
    }

    private static string ReplacedAfter(string text, string mark, string from, string to)
    {
        var place = text.IndexOf(mark, StringComparison.Ordinal);
        var found = text.IndexOf(from, place, StringComparison.Ordinal);
        return text[..found] + to + text[(found + from.Length)..];
    }

    /// <summary>The pack as who has a key would make it: files changed, digests and signature anew.</summary>
    private static Task<byte[]> ForgedAsync(byte[] pack, SigningKey key, Func<string, string> manifest, Func<string, Func<string, string>?> change) => RewriteAsync(pack, files =>
    {
        var changed = files.Select(f => change(f.Name) is { } replace ? (f.Name, Encoding.UTF8.GetBytes(replace(Encoding.UTF8.GetString(f.Content)))) : f).ToDictionary(f => f.Name, f => f.Item2, StringComparer.Ordinal);
        var contents = JsonSerializer.Deserialize<EvidenceFiles.Contents>(changed["manifest.json"], StoredJson.Options)!;
        contents = contents with
        {
            Files = [.. contents.Files.Select(f => f with { Size = changed[f.Name].Length, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(changed[f.Name])) })],
        };
        changed["manifest.json"] = Encoding.UTF8.GetBytes(manifest(JsonSerializer.Serialize(contents, StoredJson.Options)));
        changed["manifest.sig"] = Encoding.UTF8.GetBytes(DetachedSignature.Of(changed["manifest.json"], key));
        return files.Select(f => (f.Name, changed[f.Name]));
    });

    private static IEnumerable<(string Who, string? Said)> Votes(JsonElement item) => item.GetProperty("votes").EnumerateArray()
        .Select(v => (v.GetProperty("reviewer").GetProperty("name").GetString()!, v.GetProperty("kind").GetString()))
        .OrderBy(v => v.Item1, StringComparer.Ordinal);
}
