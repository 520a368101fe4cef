using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Inventory.Imports;

/// <summary>Importing: what is new, changed and gone; what stops it; all or nothing.</summary>
public sealed class ImportSnapshotTests
{
    private static readonly SnapshotItem.Document Read = Document("""{"Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}""");
    private static readonly SnapshotItem.Document Write = Document("""{"Statement":{"Effect":"Allow","Action":"s3:Put*","Resource":"*"}}""");
    private static readonly SnapshotItem.Document Trusted = Document("""{"Statement":{"Effect":"Allow","Principal":{"Service":"bedrock.amazonaws.com"},"Action":"sts:AssumeRole"}}""");

    private readonly ScriptedPlatform _platform = new();

    [Theory, OnEachEngine]
    public async Task A_first_export_brings_identities_entitlements_and_documents(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Read, Write, Trusted, Role("reporter", Policy("read", Read)), Role("writer", Policy("read", Read), Policy("write", Write)), Trust("writer", Trusted), Complete()];

        var result = await ImportAsync(portal);

        Assert.Equal(Imported.Done, result.Outcome);
        Assert.Equal(new SnapshotCounts(2, 3, 3, 2, 0, 0, 3, 0), result.Summary!.Counts);
        Assert.True(result.Summary.IsComplete);
        await using var db = await portal.OpenAsync();
        var writer = await db.Identities.SingleAsync(i => i.Name == "writer");
        Assert.Equal((2, An.Instant, (DateTimeOffset?)null), (writer.EntitlementCount, writer.ObservedFrom, writer.ObservedUntil));
        Assert.Equal(Read.Hash, (await db.Entitlements.FirstAsync(e => e.Name == "read")).Documents[0].Hash);
        Assert.Equal(3, await db.PolicyDocuments.CountAsync());
        Assert.Equal(Arn("writer"), (await db.ResourcePolicies.SingleAsync()).Resource);
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == "snapshot.import");
        Assert.Contains("\"identities\":2", entry.After, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task The_same_export_again_changes_nothing(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items =
        [
            Read, Trusted, AgentRole("assistant", Policy("read", Read)), Boundary("assistant", Read), Trust("assistant", Trusted), Complete(),
            new SnapshotItem.Scope("r-1", null, "Root", ScopeKind.Root, false),
            new SnapshotItem.Scope(Account, "r-1", "Production", ScopeKind.Container, false),
            new SnapshotItem.Limit(LimitKind.ServiceControlPolicy, "r-1", "p-1", "guard", Read.Hash),
            new SnapshotItem.Coverage("organization", SnapshotPart.Organization, true),
        ];
        await ImportAsync(portal);
        await using var db = await portal.OpenAsync();
        string[] record = ["audit_entries", "audit_log", "topic_marks", "snapshots", "sources"];
        var before = await DatabaseFingerprint.OfAsync(db, record);
        portal.Clock.Advance(TimeSpan.FromDays(1));

        var again = await ImportAsync(portal);

        Assert.Equal(new SnapshotCounts(1, 1, 2, 0, 0, 0, 0, 0), again.Summary!.Counts);
        Assert.Equal(before, await DatabaseFingerprint.OfAsync(db, record));
    }

    [Theory, OnEachEngine]
    public async Task What_is_gone_ends_and_comes_back_as_the_same_identity(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        IReadOnlyList<SnapshotItem> both = [Read, Trusted, Role("stays"), Role("goes", Policy("read", Read)), Boundary("goes", Read), Trust("goes", Trusted), Complete()];
        _platform.Items = both;
        await ImportAsync(portal);
        _platform.Items = [Role("stays"), Complete()];
        portal.Clock.Advance(TimeSpan.FromDays(1));

        var result = await ImportAsync(portal);

        Assert.Equal((1, 1), (result.Summary!.Counts.Gone, result.Summary.Counts.EntitlementsGone));
        await using (var db = await portal.OpenAsync())
        {
            var gone = await db.Identities.SingleAsync(i => i.Name == "goes");
            Assert.Equal((An.Instant.AddDays(1), 0), (gone.ObservedUntil, gone.EntitlementCount));
            Assert.Equal(An.Instant.AddDays(1), (await db.Entitlements.SingleAsync()).ObservedUntil);
            Assert.Equal(An.Instant.AddDays(1), (await db.Limits.SingleAsync()).ObservedUntil);
            Assert.Equal(An.Instant.AddDays(1), (await db.ResourcePolicies.SingleAsync()).ObservedUntil);
        }
        _platform.Items = both;
        portal.Clock.Advance(TimeSpan.FromDays(1));

        await ImportAsync(portal);

        await using var later = await portal.OpenAsync();
        var back = await later.Identities.SingleAsync(i => i.Name == "goes");
        Assert.Equal((An.Instant, (DateTimeOffset?)null, 1), (back.ObservedFrom, back.ObservedUntil, back.EntitlementCount));
        Assert.Equal(2, await later.Entitlements.CountAsync());
        Assert.Equal(1, await later.Entitlements.CountAsync(e => e.ObservedUntil == null));
    }

    [Theory, OnEachEngine]
    public async Task A_rewritten_policy_ends_one_entitlement_and_begins_another(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Read, Role("reporter", Policy("data", Read)), Complete()];
        await ImportAsync(portal);
        var hash = await PolicySetHashAsync(portal, "reporter");
        _platform.Items = [Write, Role("reporter", Policy("data", Write)), Complete()];
        portal.Clock.Advance(TimeSpan.FromDays(1));

        var result = await ImportAsync(portal);

        Assert.Equal((1, 1, 1), (result.Summary!.Counts.Changed, result.Summary.Counts.EntitlementsAdded, result.Summary.Counts.EntitlementsGone));
        await using var db = await portal.OpenAsync();
        var rows = await db.Entitlements.OrderBy(e => e.ObservedFrom).ToListAsync();
        Assert.Equal([(Read.Hash, An.Instant.AddDays(1)), (Write.Hash, (DateTimeOffset?)null)], rows.Select(e => (e.Documents[0].Hash, e.ObservedUntil)));
        Assert.NotEqual(hash, await PolicySetHashAsync(portal, "reporter"));
    }

    [Theory, OnEachEngine]
    public async Task A_boundary_that_is_taken_off_changes_its_identity_alone(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Read, Role("bound"), Role("free"), Boundary("bound", Read), Complete()];
        await ImportAsync(portal);
        var hash = await PolicySetHashAsync(portal, "bound");
        var follower = portal.Get<Recorder>();
        _platform.Items = [Role("bound"), Role("free"), Complete()];
        portal.Clock.Advance(TimeSpan.FromDays(1));

        await ImportAsync(portal);

        await using var db = await portal.OpenAsync();
        Assert.Equal([(await db.Identities.SingleAsync(i => i.Name == "bound")).Id], follower.Last!.ChangedIdentities);
        Assert.NotEqual(hash, await PolicySetHashAsync(portal, "bound"));
        Assert.Equal(await PolicySetHashAsync(portal, "free"), await PolicySetHashAsync(portal, "bound"));
    }

    [Theory, OnEachEngine]
    public async Task A_limit_of_the_organization_reaches_identities_of_another_source(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Role("here"), Complete()];
        await ImportAsync(portal, "account");
        _platform.Items =
        [
            Read,
            new SnapshotItem.Scope("r-1", null, "Root", ScopeKind.Root, false),
            new SnapshotItem.Scope(Account, "r-1", "Production", ScopeKind.Container, false),
            new SnapshotItem.Limit(LimitKind.ServiceControlPolicy, "r-1", "p-1", "guard", Read.Hash),
            new SnapshotItem.Coverage("organization", SnapshotPart.Organization, true),
        ];

        await ImportAsync(portal, "organization");

        await using var db = await portal.OpenAsync();
        Assert.Equal([(await db.Identities.SingleAsync()).Id], portal.Get<Recorder>().Last!.ChangedIdentities);
    }

    [Theory, OnEachEngine]
    public async Task A_partial_export_takes_nothing_for_gone(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Read, Write, Trusted, Role("one", Policy("read", Read), Policy("write", Write)), Role("two"), Boundary("one", Read), Trust("two", Trusted), Complete()];
        await ImportAsync(portal);
        _platform.Items = [Read, Role("one", Policy("read", Read)), Role("three"), Partial()];
        portal.Clock.Advance(TimeSpan.FromDays(1));

        var result = await ImportAsync(portal);

        Assert.Equal((1, 0, 0), (result.Summary!.Counts.Added, result.Summary.Counts.Gone, result.Summary.Counts.EntitlementsGone));
        Assert.False(result.Summary.IsComplete);
        await using var db = await portal.OpenAsync();
        Assert.False(await db.Identities.AnyAsync(i => i.ObservedUntil != null));
        Assert.False(await db.Entitlements.AnyAsync(i => i.ObservedUntil != null));
        Assert.False(await db.Limits.AnyAsync(i => i.ObservedUntil != null));
        Assert.False(await db.ResourcePolicies.AnyAsync(i => i.ObservedUntil != null));
        Assert.Equal(An.Instant, (await db.Sources.SingleAsync()).LastSnapshotAt);
        Assert.Equal(2, (await db.Identities.SingleAsync(i => i.Name == "one")).EntitlementCount);
    }

    [Theory, OnEachEngine]
    public async Task An_account_that_was_not_exported_keeps_its_identities(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Role("here"), Role("there") with { NativeId = "arn:aws:iam::999999999999:role/there", Container = "999999999999" }, Complete(), Complete("999999999999")];
        await ImportAsync(portal);
        _platform.Items = [Role("here"), Complete()];

        await ImportAsync(portal);

        await using var db = await portal.OpenAsync();
        Assert.False(await db.Identities.AnyAsync(i => i.ObservedUntil != null));
    }

    [Theory, OnEachEngine]
    public async Task An_export_that_would_lose_most_of_an_account_needs_a_persons_word(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [.. Enumerable.Range(0, 40).Select(i => Role($"role-{i}")), Complete()];
        await ImportAsync(portal);
        _platform.Items = [Role("role-0"), Complete()];
        await using var db = await portal.OpenAsync();
        var before = await DatabaseFingerprint.OfAsync(db, "audit_entries", "audit_log", "topic_marks");

        var refused = await ImportAsync(portal);
        var after = await DatabaseFingerprint.OfAsync(db, "audit_entries", "audit_log", "topic_marks");
        var accepted = await ImportAsync(portal, acceptLoss: true);

        Assert.Equal(Imported.WouldLoseTooMuch, refused.Outcome);
        Assert.Contains($"39 of 40 identities in {Account}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, after);
        Assert.Equal(AuditOutcome.Refused, (await db.AuditEntries.Where(e => e.Action == "snapshot.import").OrderBy(e => e.Sequence).Skip(1).FirstAsync()).Outcome);
        Assert.Equal(39, accepted.Summary!.Counts.Gone);
    }

    [Theory, OnEachEngine]
    public async Task An_export_of_an_earlier_time_than_the_newest_is_refused(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Role("one"), Complete()];
        await ImportAsync(portal);
        _platform.Items = [Role("two"), Complete()];

        var result = await ImportAsync(portal, takenAt: An.Instant.AddDays(-1));
        var future = await ImportAsync(portal, takenAt: An.Instant.AddDays(1));

        Assert.Equal(Imported.OlderThanNewest, result.Outcome);
        Assert.Equal(Imported.InFuture, future.Outcome);
        await using var db = await portal.OpenAsync();
        Assert.Equal(["one"], await db.Identities.Select(i => i.Name).ToListAsync());
    }

    [Theory, OnEachEngine]
    public async Task Strong_signals_make_a_discovered_agent_and_what_people_decided_stands(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [AgentRole("assistant"), AgentRole("dismissed"), Role("plain"), Complete()];
        await portal.StoreAsync(An.Agent("assistant"));

        var first = await ImportAsync(portal);

        await using var db = await portal.OpenAsync();
        Assert.Equal(2, first.Summary!.DiscoveredAgents);
        var agent = await db.Agents.SingleAsync(a => a.Name == $"assistant ({Account})");
        Assert.Equal(AgentStatus.Discovered, agent.Status);
        Assert.Equal(agent.Id, (await db.Identities.SingleAsync(i => i.Name == "assistant")).AgentId);
        Assert.Null((await db.Identities.SingleAsync(i => i.Name == "plain")).AgentId);

        await db.Identities.Where(i => i.Name == "dismissed").ExecuteUpdateAsync(s => s.SetProperty(i => i.IsDismissed, true).SetProperty(i => i.AgentId, (AgentId?)null));
        _platform.Items = [AgentRole("assistant"), AgentRole("dismissed") with { Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "data" } }, Role("plain"), Complete()];
        var second = await ImportAsync(portal);

        Assert.Equal((0, 1), (second.Summary!.DiscoveredAgents, second.Summary.Counts.Changed));
        Assert.Null((await db.Identities.AsNoTracking().SingleAsync(i => i.Name == "dismissed")).AgentId);
    }

    [Theory, OnEachEngine]
    public async Task References_to_nothing_are_warnings(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Role("one", Policy("nowhere", Write)), Role("one"), Boundary("nobody", Write), Complete(), new SnapshotItem.Warning("a.json", "line 3", "odd")];

        var result = await ImportAsync(portal);

        Assert.Equal(Imported.Done, result.Outcome);
        Assert.Collection(
            result.Summary!.Warnings,
            w => Assert.StartsWith("nowhere of ", w, StringComparison.Ordinal),
            w => Assert.EndsWith("describes it twice; the first description counts.", w, StringComparison.Ordinal),
            w => Assert.Contains("does not hold its document", w, StringComparison.Ordinal),
            w => Assert.Equal("a.json (line 3): odd", w),
            w => Assert.Contains("which is not in the export", w, StringComparison.Ordinal));
        await using var db = await portal.OpenAsync();
        Assert.Null((await db.Entitlements.SingleAsync()).Documents[0].Hash);
        Assert.Empty(await db.Limits.ToListAsync());
    }

    [Theory, OnEachEngine]
    public async Task A_reader_that_fails_anywhere_leaves_nothing_behind(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Read, Role("one", Policy("read", Read)), Complete()];
        await ImportAsync(portal);
        _platform.Items = [Write, Trusted, AgentRole("one", Policy("write", Write)), Role("two"), Trust("two", Trusted), Boundary("two", Write), Complete()];
        await using var db = await portal.OpenAsync();
        var before = await DatabaseFingerprint.OfAsync(db);

        for (var at = 0; at <= _platform.Items.Count; at++)
        {
            _platform.OnItem = i => _ = i == at ? throw new SnapshotFormatException("a.json", $"item {i}", "broken") : i;
            await Assert.ThrowsAsync<SnapshotFormatException>(() => ImportAsync(portal));
        }

        Assert.Equal(before, await DatabaseFingerprint.OfAsync(db));
    }

    [Theory, OnEachEngine]
    public async Task An_import_that_is_cancelled_or_fails_while_writing_leaves_nothing_behind(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Read, Role("one", Policy("read", Read)), Complete()];
        await ImportAsync(portal);
        _platform.Items = [Write, AgentRole("one", Policy("write", Write)), Role("two"), Boundary("two", Write), Complete()];
        await using var db = await portal.OpenAsync();
        var before = await DatabaseFingerprint.OfAsync(db);

        for (var at = 0; at <= _platform.Items.Count; at++)
        {
            using var cancelled = new CancellationTokenSource();
            _platform.OnItem = i => { if (i == at) { cancelled.Cancel(); } };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportAsync(portal, cancellationToken: cancelled.Token));
        }
        _platform.OnItem = _ => { };
        portal.Get<Recorder>().Fails = true;
        await Assert.ThrowsAsync<TimeoutException>(() => ImportAsync(portal));

        Assert.Equal(before, await DatabaseFingerprint.OfAsync(db));
    }

    [Theory, OnEachEngine]
    public async Task Another_import_in_between_is_taken_into_account(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Role("one"), Complete()];
        var nested = false;
        _platform.OnItem = i =>
        {
            if (i == 1 && !nested)
            {
                nested = true;
                ImportAsync(portal).GetAwaiter().GetResult();
            }
        };

        var outer = await ImportAsync(portal);

        Assert.Equal((Imported.Done, 0), (outer.Outcome, outer.Summary!.Counts.Added));
        await using var db = await portal.OpenAsync();
        Assert.Equal((1, 2), (await db.Identities.CountAsync(), await db.Snapshots.CountAsync()));
    }

    [Fact]
    public async Task Progress_only_grows_and_ends_at_one()
    {
        await using var portal = await CreateAsync(Engine.Sqlite);
        _platform.Items = [Role("one"), Complete()];
        var told = new List<double>();

        await portal.Get<ImportSnapshot>().RunAsync(Request(), Caller.System("tests"), new Told(told), CancellationToken.None);

        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    [Theory, OnEachEngine]
    public async Task Who_may_not_send_snapshots_cannot_import(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Role("one"), Complete()];
        var auditor = await portal.AsAsync(Data.Access.Role.Auditor);

        await Assert.ThrowsAsync<AccessDeniedException>(
            () => portal.Get<ImportSnapshot>().RunAsync(Request(), auditor, null, CancellationToken.None));

        await using var db = await portal.OpenAsync();
        Assert.Empty(await db.Identities.ToListAsync());
    }

    private static ImportRequest Request(string source = "Production", DateTimeOffset? takenAt = null, bool acceptLoss = false) =>
        new(source, Platform.Aws, [ExportFiles.Of("account.json", "{}")], takenAt, acceptLoss);

    private static async Task<string> PolicySetHashAsync(TestPortalData portal, string name)
    {
        await using var db = await portal.OpenAsync();
        return await db.Identities.Where(i => i.Name == name).Select(i => i.PolicySetHash).SingleAsync();
    }

    private static Task<ImportResult> ImportAsync(
        TestPortalData portal, string source = "Production", DateTimeOffset? takenAt = null, bool acceptLoss = false, CancellationToken cancellationToken = default) =>
        portal.Get<ImportSnapshot>().RunAsync(Request(source, takenAt, acceptLoss), Caller.System("tests"), null, cancellationToken);

    private Task<TestPortalData> CreateAsync(Engine engine) => TestPortalData.CreateAsync(engine, services =>
    {
        _platform.Register(services);
        services.AddSingleton<Recorder>().AddSingleton<ISnapshotFollower>(p => p.GetRequiredService<Recorder>());
    });

    private sealed class Told(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }

    private sealed class Recorder : ISnapshotFollower
    {
        public SnapshotDifference? Last { get; private set; }

        public bool Fails { get; set; }

        public Task OnImportedAsync(CommandScope scope, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
        {
            Last = difference;
            return Fails ? throw new TimeoutException("The follower failed.") : Task.CompletedTask;
        }
    }
}
