using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.People.Sessions;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Tests.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Permissions.Reading;

public sealed class ReadPoliciesTests
{
    private static readonly AccessQuestion Question = new("s3:GetObject", "*", new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Policies_of_a_privileged_agent_are_held_back_by_every_query(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var id = await IdentityAsync(review, "order-assistant");
        var queries = review.Portal.Get<PermissionQueries>();
        var by = await review.Portal.AsAsync(Role.Auditor);

        var documents = (await queries.EntitlementsAsync(id, at: null, by, Cancelled))!.SelectMany(r => r.Documents).ToList();

        Assert.All(documents, d => Assert.True(d is { IsGuarded: true, Text: null, Hash: not null }));
        Assert.True(await queries.DocumentAsync(documents[0].Hash!, by, Cancelled) is { IsGuarded: true, Text: null });
        var answer = (await queries.CheckAsync(id, Question, at: null, by, Cancelled))!;
        Assert.NotEmpty(answer.DecidedBy);
        Assert.All(answer.DecidedBy, s => Assert.Empty(s.Json));
        Assert.Empty(await ReadingsAsync(review.Portal));
    }

    [Theory, OnEachEngine]
    public async Task A_policy_that_was_taken_away_stays_guarded(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var id = await IdentityAsync(review, "order-assistant");
        var by = await SignedInAsync(review.Portal);
        var rows = (await review.Portal.Get<PermissionQueries>().EntitlementsAsync(id, at: null, by, Cancelled))!;
        var hash = rows.SelectMany(r => r.Documents).First().Hash!;
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.Entitlements.Where(e => e.IdentityId == id).ExecuteUpdateAsync(u => u.SetProperty(e => e.ObservedUntil, review.Portal.Clock.GetUtcNow()), Cancelled);
        }

        Assert.True(await review.Portal.Get<PermissionQueries>().DocumentAsync(hash, by, Cancelled) is { IsGuarded: true, Text: null });
        Assert.True(await review.Portal.Get<ReadPolicies>().DocumentAsync(hash, by, Cancelled) is { IsGuarded: true, Text: not null });

        Assert.Single(await ReadingsAsync(review.Portal));
    }

    [Theory, OnEachEngine]
    public async Task Each_way_to_read_them_leaves_one_entry_that_says_who_read_what(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var id = await IdentityAsync(review, "order-assistant");
        var read = review.Portal.Get<ReadPolicies>();
        var by = await SignedInAsync(review.Portal);

        var rows = (await read.EntitlementsAsync(id, at: null, by, Cancelled))!;
        var wide = rows.SelectMany(r => r.Documents).Single(d => d.Text!.Contains("s3:*", StringComparison.Ordinal));
        var document = await read.DocumentAsync(wide.Hash!, by, Cancelled);
        var answer = (await read.CheckAsync(id, Question, at: null, by, Cancelled))!;

        Assert.Equal(wide.Text, document!.Text);
        Assert.All(answer.DecidedBy, s => Assert.Contains("s3:*", s.Json, StringComparison.Ordinal));
        var entries = await ReadingsAsync(review.Portal);
        Assert.Equal(["identity", "policy", "identity"], entries.Select(e => e.SubjectKind));
        Assert.Equal([id.Value.ToString(), wide.Hash!, id.Value.ToString()], entries.Select(e => e.SubjectId));
        Assert.All(entries, e => Assert.Equal((by.Id, by.Session, "10.0.0.1", AuditOutcome.Done), (e.ActorId, e.Session, e.Address, e.Outcome)));
        Assert.Contains(wide.Hash!, entries[0].After, StringComparison.Ordinal);
        Assert.Contains(id.Value.ToString(), entries[1].After, StringComparison.Ordinal);
        Assert.DoesNotContain("Statement\\\"", string.Concat(entries.Select(e => e.After)), StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task The_same_person_in_the_same_session_reads_once_in_ten_minutes_and_a_program_every_time(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var portal = review.Portal;
        var id = await IdentityAsync(review, "order-assistant");
        var read = portal.Get<ReadPolicies>();
        var person = await SignedInAsync(portal);
        var hash = (await portal.Get<PermissionQueries>().EntitlementsAsync(id, at: null, person, Cancelled))![0].Documents[0].Hash!;

        await read.DocumentAsync(hash, person, Cancelled);
        await read.DocumentAsync(hash, person, Cancelled);
        Assert.Single(await ReadingsAsync(portal));
        await read.DocumentAsync(hash, await SignedInAsync(portal), Cancelled);
        Assert.Equal(2, (await ReadingsAsync(portal)).Count);
        portal.Clock.Advance(PolicyReadings.SameReading);
        await read.DocumentAsync(hash, person, Cancelled);
        Assert.Equal(3, (await ReadingsAsync(portal)).Count);
        var token = await portal.AsTokenAsync(TokenScope.Read);
        await read.DocumentAsync(hash, token, Cancelled);
        await read.DocumentAsync(hash, token, Cancelled);
        Assert.Equal(5, (await ReadingsAsync(portal)).Count);
    }

    [Theory, OnEachEngine]
    public async Task Where_it_cannot_be_recorded_the_text_is_not_given_out(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var id = await IdentityAsync(review, "order-assistant");
        var by = await review.Portal.AsAsync(Role.Auditor);
        var read = review.Portal.Get<ReadPolicies>();
        await review.Portal.TamperAsync("DELETE FROM audit_log");

        await Assert.ThrowsAnyAsync<Exception>(() => read.EntitlementsAsync(id, at: null, by, Cancelled));
        await Assert.ThrowsAnyAsync<Exception>(() => read.CheckAsync(id, Question, at: null, by, Cancelled));
        Assert.Empty(await ReadingsAsync(review.Portal));
    }

    [Theory, OnEachEngine]
    public async Task A_policy_that_is_made_from_guarded_ones_is_read_like_them(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var id = await IdentityAsync(review, "order-assistant");
        var by = await SignedInAsync(review.Portal);

        var draft = (await review.Portal.Get<ReadPolicies>().DraftAsync(id, new(["s3:GetObject"], UseWildcards: true, 6_144), by, Cancelled))!;

        Assert.True(draft.IsGuarded);
        var entry = Assert.Single(await ReadingsAsync(review.Portal));
        Assert.Equal((id.Value.ToString(), by.Id), (entry.SubjectId, entry.ActorId));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(draft.Documents[0].Json))), entry.After, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task What_no_privileged_agent_holds_is_read_without_an_entry(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var portal = review.Portal;
        var by = await portal.AsAsync(Role.Auditor);
        var nobodys = await IdentityAsync(review, "nobodys");
        await using (var db = await portal.OpenAsync())
        {
            // Powerful as it is, it is no agent's.
            await db.Identities.Where(i => i.Id == nobodys).ExecuteUpdateAsync(u => u.SetProperty(i => i.IsAdministrator, true), Cancelled);
        }

        var queried = (await portal.Get<PermissionQueries>().EntitlementsAsync(nobodys, at: null, by, Cancelled))!;
        var read = (await portal.Get<ReadPolicies>().EntitlementsAsync(nobodys, at: null, by, Cancelled))!;

        Assert.All(queried.SelectMany(r => r.Documents), d => Assert.True(d is { IsGuarded: false, Text: not null }));
        Assert.Equal(queried.SelectMany(r => r.Documents), read.SelectMany(r => r.Documents));
        Assert.Empty(await ReadingsAsync(portal));
    }

    [Theory, OnEachEngine]
    public async Task A_policy_that_a_privileged_agent_shares_with_others_is_guarded_by_its_hash_and_so_is_a_boundary(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var portal = review.Portal;
        var by = await portal.AsAsync(Role.Auditor);
        var shared = (await portal.Get<PermissionQueries>().EntitlementsAsync(await IdentityAsync(review, "batch-assistant"), at: null, by, Cancelled))![0].Documents[0];
        var order = await IdentityAsync(review, "order-assistant");
        await using var db = await portal.OpenAsync();
        var identity = await db.Identities.SingleAsync(i => i.Id == order, Cancelled);
        var bound = new PolicyDocument { Platform = Platform.Aws, Hash = new string('b', 64), Text = """{"Statement":[]}""" };
        await portal.StoreAsync(bound, new Limit { SourceId = identity.SourceId, Kind = LimitKind.Boundary, Target = identity.NativeId, Key = "bound", Name = "bound", DocumentHash = bound.Hash, ObservedFrom = An.Instant });

        Assert.NotNull(shared.Text);
        Assert.True(await portal.Get<PermissionQueries>().DocumentAsync(shared.Hash!, by, Cancelled) is { IsGuarded: true, Text: null });
        Assert.True(await portal.Get<PermissionQueries>().DocumentAsync(bound.Hash, by, Cancelled) is { IsGuarded: true, Text: null });
        Assert.Equal(bound.Text, (await portal.Get<ReadPolicies>().DocumentAsync(bound.Hash, by, Cancelled))!.Text);
        Assert.Contains("A policy of order-assistant", (await ReadingsAsync(portal)).Select(e => e.SubjectName));
    }

    [Theory, OnEachEngine]
    public async Task Who_may_not_read_the_inventory_reads_no_policy(Engine engine)
    {
        await using var review = await PrivilegedAsync(engine);
        var token = await review.Portal.AsTokenAsync(TokenScope.Ingest);
        var id = await IdentityAsync(review, "order-assistant");

        await Assert.ThrowsAsync<AccessDeniedException>(() => review.Portal.Get<ReadPolicies>().EntitlementsAsync(id, at: null, token, Cancelled));
    }

    private static async Task<ReviewCase> PrivilegedAsync(Engine engine)
    {
        var review = await ReviewCase.CreateAsync(engine);
        await using var db = await review.Portal.OpenAsync();
        await db.Identities.Where(i => i.Name == "order-assistant").ExecuteUpdateAsync(u => u.SetProperty(i => i.IsAdministrator, true), Cancelled);
        return review;
    }

    /// <summary>An auditor in a new session.</summary>
    private static async Task<Caller> SignedInAsync(TestPortalData portal)
    {
        var auditor = await portal.AsAsync(Role.Auditor);
        var started = await portal.Get<StartSession>().RunForDemoAsync(auditor.Person!.Value, browser: null, Caller.System("tests"), Cancelled);
        return auditor with { Session = started.Session!.Value.Value.ToString(), Address = "10.0.0.1" };
    }

    private static async Task<IdentityId> IdentityAsync(ReviewCase review, string name)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.Identities.Where(i => i.Name == name).Select(i => i.Id).SingleAsync(Cancelled);
    }

    private static async Task<IReadOnlyList<AuditEntry>> ReadingsAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        return await db.AuditEntries.AsNoTracking().Where(e => e.Action == PolicyReadings.Name).OrderBy(e => e.Sequence).ToListAsync(Cancelled);
    }
}
