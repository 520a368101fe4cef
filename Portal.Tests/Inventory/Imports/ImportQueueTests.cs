using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.People;
using Portal.Data.Sources;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Inventory.Imports;

/// <summary>The queue of imports: every import runs once, whoever runs it, and whoever dies.</summary>
public sealed class ImportQueueTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(new ImportOptions().LeaseSeconds);

    private readonly ScriptedPlatform _platform = new() { Items = [Role("one"), Complete()] };
    private readonly string _folder = Directory.CreateTempSubdirectory("governance-tests-uploads-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, OnEachEngine]
    public async Task An_upload_is_imported_and_its_operation_ends_with_what_it_brought(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);

        Assert.True(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));
        Assert.False(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));

        var operation = await FindAsync(portal, id);
        Assert.Equal((OperationState.Succeeded, 1d, "1 identities: 1 new, 0 changed, 0 gone."), (operation.State, operation.Progress, operation.Message));
        Assert.Contains("\"added\":1", operation.Result, StringComparison.Ordinal);
        Assert.Equal((null, null, An.Instant), (operation.Worker, operation.LeaseUntil, operation.EndedAt));
        Assert.Empty(Directory.EnumerateFiles(_folder));
        Assert.Equal(["snapshot.receive", "operation.start", "snapshot.import"], await ActsAsync(portal));
    }

    [Theory, OnEachEngine]
    public async Task Two_workers_share_the_queue_and_no_import_runs_twice(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var ids = new List<OperationId>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await QueueAsync(portal));
        }

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunAllAsync(Worker(portal)))));

        foreach (var id in ids)
        {
            Assert.Equal((OperationState.Succeeded, 1), ((await FindAsync(portal, id)).State, (await FindAsync(portal, id)).Attempts));
        }
        await using var db = await portal.OpenAsync();
        Assert.Equal(ids.Count, await db.Snapshots.CountAsync(Cancelled));
        Assert.Equal(ids.Count, await db.AuditEntries.CountAsync(e => e.Action == "operation.start", Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task What_a_dead_worker_was_running_begins_anew_once_its_lease_is_over(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        await portal.Get<ClaimImport>().RunAsync("the dead one", Cancelled);

        portal.Clock.Advance(Lease);
        Assert.False(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));

        Assert.Equal(OperationState.Succeeded, (await FindAsync(portal, id)).State);
        Assert.Equal(["snapshot.receive", "operation.start", "operation.takeOver", "snapshot.import"], await ActsAsync(portal));
        await using var db = await portal.OpenAsync();
        Assert.Contains("the dead one", (await db.AuditEntries.SingleAsync(e => e.Action == "operation.takeOver", Cancelled)).Before, StringComparison.Ordinal);
        Assert.Equal(1, await db.Snapshots.CountAsync(Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task A_worker_that_was_taken_for_dead_keeps_nothing(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        var (gate, isThere) = Gate();
        await portal.Get<ClaimImport>().RunAsync("the slow one", Cancelled);
        var request = new ImportRequest((await SourceAsync(portal, id)).Name, Data.Platforms.Platform.Aws, [ExportFiles.Of("a.json", "{}")]);
        var slow = Task.Run(() => portal.Get<ImportSnapshot>().RunAsync(request, Caller.System("tests"), null, new ImportTurn(id, "the slow one"), Cancelled));
        await isThere.Task;

        portal.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        _platform.OnItem = _ => { };
        Assert.True(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));
        gate.SetResult();

        await Assert.ThrowsAsync<ImportTurnLostException>(() => slow);
        await using var db = await portal.OpenAsync();
        Assert.Equal(1, await db.Snapshots.CountAsync(Cancelled));
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "snapshot.import", Cancelled));
        Assert.False(await portal.Get<EndImport>().FailAsync(new ImportTurn(id, "the slow one"), "late", Cancelled));
        Assert.Equal(OperationState.Succeeded, (await FindAsync(portal, id)).State);
    }

    [Theory, OnEachEngine]
    public async Task A_worker_that_gives_signs_of_life_keeps_its_turn_however_long_it_takes(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        var (gate, isThere) = Gate();
        var running = Task.Run(() => portal.Get<ImportWorker>().RunNextAsync(Cancelled));
        await isThere.Task;

        for (var i = 0; i < 10; i++)
        {
            var until = portal.Clock.GetUtcNow() + Lease;
            portal.Clock.Advance(Lease / 3);
            await UntilAsync(async () => (await FindAsync(portal, id)).LeaseUntil > until);
            Assert.False(await Worker(portal).RunNextAsync(Cancelled));
        }
        gate.SetResult();

        Assert.True(await running);
        Assert.Equal((OperationState.Succeeded, 1), ((await FindAsync(portal, id)).State, (await FindAsync(portal, id)).Attempts));
    }

    [Theory, OnEachEngine]
    public async Task One_that_waits_ends_at_once_when_it_is_cancelled(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        var engineer = await portal.AsAsync(Data.Access.Role.SecurityEngineer);

        Assert.Equal(OperationCancelled.Asked, await portal.Get<CancelOperation>().RunAsync(id, engineer, Cancelled));

        Assert.False(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));
        Assert.Equal((OperationState.Failed, ImportWorker.WasCancelled), ((await FindAsync(portal, id)).State, (await FindAsync(portal, id)).Message));
        Assert.Equal(OperationCancelled.HasEnded, await portal.Get<CancelOperation>().RunAsync(id, engineer, Cancelled));
        await using var db = await portal.OpenAsync();
        Assert.Empty(await db.Identities.ToListAsync(Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task One_that_runs_stops_and_keeps_nothing_when_it_is_cancelled(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        var (gate, isThere) = Gate();
        var running = Task.Run(() => portal.Get<ImportWorker>().RunNextAsync(Cancelled));
        await isThere.Task;

        await portal.Get<CancelOperation>().RunAsync(id, await portal.AsAsync(Data.Access.Role.SecurityEngineer), Cancelled);
        gate.SetResult();

        Assert.True(await running);
        Assert.Equal((OperationState.Failed, ImportWorker.WasCancelled), ((await FindAsync(portal, id)).State, (await FindAsync(portal, id)).Message));
        Assert.Empty(Directory.EnumerateFiles(_folder));
        await using var db = await portal.OpenAsync();
        Assert.Empty(await db.Identities.ToListAsync(Cancelled));
        Assert.Equal(AuditOutcome.Failed, (await db.AuditEntries.SingleAsync(e => e.Action == "snapshot.import", Cancelled)).Outcome);
    }

    [Theory, OnEachEngine]
    public async Task One_that_was_cancelled_while_its_worker_lay_dead_is_not_begun_again(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        await portal.Get<ClaimImport>().RunAsync("the dead one", Cancelled);
        await portal.Get<CancelOperation>().RunAsync(id, await portal.AsAsync(Data.Access.Role.SecurityEngineer), Cancelled);
        portal.Clock.Advance(Lease + TimeSpan.FromSeconds(1));

        Assert.False(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));

        Assert.Equal((OperationState.Failed, ImportWorker.WasCancelled), ((await FindAsync(portal, id)).State, (await FindAsync(portal, id)).Message));
    }

    [Theory, OnEachEngine]
    public async Task One_that_takes_its_portal_down_each_time_is_given_up(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        for (var i = 0; i < ClaimImport.MostAttempts; i++)
        {
            Assert.NotNull(await portal.Get<ClaimImport>().RunAsync($"worker {i}", Cancelled));
            portal.Clock.Advance(Lease + TimeSpan.FromSeconds(1));
        }

        Assert.Null(await portal.Get<ClaimImport>().RunAsync("the last", Cancelled));

        var operation = await FindAsync(portal, id);
        Assert.Equal(OperationState.Failed, operation.State);
        Assert.StartsWith("It was begun 3 times", operation.Message, StringComparison.Ordinal);
        Assert.Contains("operation.giveUp", await ActsAsync(portal));
    }

    [Theory, OnEachEngine]
    public async Task A_portal_that_stops_puts_its_import_back_for_the_next(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        var (gate, isThere) = Gate();
        using var stopping = new CancellationTokenSource();
        var running = Task.Run(() => portal.Get<ImportWorker>().RunNextAsync(stopping.Token));
        await isThere.Task;

        await stopping.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal((OperationState.Queued, 0, null), ((await FindAsync(portal, id)).State, (await FindAsync(portal, id)).Attempts, (await FindAsync(portal, id)).Worker));
        _platform.OnItem = _ => { };
        Assert.True(await Worker(portal).RunNextAsync(Cancelled));
        Assert.Equal(OperationState.Succeeded, (await FindAsync(portal, id)).State);
    }

    [Theory, OnEachEngine]
    public async Task A_file_that_lies_with_another_portal_is_left_to_it_and_given_up_once_it_is_lost(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var elsewhere = await QueueAsync(portal);
        Array.ForEach(Directory.GetFiles(_folder), File.Delete);
        var here = await QueueAsync(portal);

        Assert.True(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));
        Assert.False(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));

        Assert.Equal(OperationState.Succeeded, (await FindAsync(portal, here)).State);
        Assert.Equal(OperationState.Queued, (await FindAsync(portal, elsewhere)).State);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));
        Assert.Equal((OperationState.Failed, "Its file is no longer there. Nothing was imported; send it again."), ((await FindAsync(portal, elsewhere)).State, (await FindAsync(portal, elsewhere)).Message));
    }

    [Theory, OnEachEngine]
    public async Task A_file_that_cannot_be_read_ends_its_import_with_file_place_and_cause(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        _platform.OnItem = i => _ = i == 1 ? throw new Data.Platforms.SnapshotFormatException("account.json", "line 7", "It is cut off.") : i;

        Assert.True(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));

        var operation = await FindAsync(portal, id);
        Assert.Equal(OperationState.Failed, operation.State);
        Assert.All(["account.json", "line 7", "It is cut off."], part => Assert.Contains(part, operation.Message, StringComparison.Ordinal));
        await using var db = await portal.OpenAsync();
        Assert.Empty(await db.Identities.ToListAsync(Cancelled));
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == "snapshot.import", Cancelled);
        Assert.Equal((AuditOutcome.Failed, operation.Message), (entry.Outcome, entry.Reason));
    }

    [Theory, OnEachEngine]
    public async Task A_refused_import_ends_with_the_refusal(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [];
        var id = await QueueAsync(portal);

        Assert.True(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));

        Assert.Equal(
            (OperationState.Failed, "The files hold nothing of Aws that can be imported.", null),
            ((await FindAsync(portal, id)).State, (await FindAsync(portal, id)).Message, (await FindAsync(portal, id)).Result));
    }

    [Theory, OnEachEngine]
    public async Task It_runs_with_what_its_sender_may_do_then(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var id = await QueueAsync(portal);
        await using (var db = await portal.OpenAsync())
        {
            await db.Set<Person>().ExecuteUpdateAsync(s => s.SetProperty(p => p.IsActive, false), Cancelled);
        }

        Assert.True(await portal.Get<ImportWorker>().RunNextAsync(Cancelled));

        Assert.Equal(OperationState.Failed, (await FindAsync(portal, id)).State);
        await using var after = await portal.OpenAsync();
        Assert.Empty(await after.Identities.ToListAsync(Cancelled));
    }

    [Fact]
    public async Task Files_that_nobody_waits_for_are_removed_once_they_are_old()
    {
        await using var portal = await CreateAsync(Engine.Sqlite);
        await QueueAsync(portal);
        var wanted = Directory.GetFiles(_folder).Single();
        var (old, young) = (Path.Combine(_folder, "old"), Path.Combine(_folder, "young"));
        await File.WriteAllTextAsync(old, "{}", Cancelled);
        await File.WriteAllTextAsync(young, "{}", Cancelled);
        File.SetLastWriteTimeUtc(wanted, An.Instant.UtcDateTime.AddDays(-3));
        File.SetLastWriteTimeUtc(old, An.Instant.UtcDateTime.AddDays(-3));
        File.SetLastWriteTimeUtc(young, An.Instant.UtcDateTime.AddMinutes(-3));

        await portal.Get<ImportWorker>().SweepAsync(Cancelled);

        Assert.Equal(new[] { wanted, young }.Order(StringComparer.Ordinal), Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
    }

    private static ImportWorker Worker(TestPortalData portal) => ActivatorUtilities.CreateInstance<ImportWorker>(portal.Services);

    private static async Task RunAllAsync(ImportWorker worker)
    {
        while (await worker.RunNextAsync(Cancelled))
        {
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(10, Cancelled);
        }
    }

    private static async Task<Operation> FindAsync(TestPortalData portal, OperationId id)
    {
        await using var db = await portal.OpenAsync();
        return await db.Operations.AsNoTracking().SingleAsync(o => o.Id == id, Cancelled);
    }

    private static async Task<Source> SourceAsync(TestPortalData portal, OperationId id)
    {
        await using var db = await portal.OpenAsync();
        return await db.Operations.Where(o => o.Id == id).Join(db.Sources, o => o.SourceId, s => s.Id, (_, s) => s).SingleAsync(Cancelled);
    }

    private static async Task<List<string>> ActsAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        return await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Cancelled);
    }

    // The export is read up to its second item; there it waits.
    private (TaskCompletionSource Gate, TaskCompletionSource IsThere) Gate()
    {
        var (gate, isThere) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _platform.OnItem = i =>
        {
            if (i == 1)
            {
                isThere.TrySetResult();
                gate.Task.GetAwaiter().GetResult();
            }
        };
        return (gate, isThere);
    }

    private static async Task<OperationId> QueueAsync(TestPortalData portal)
    {
        var source = A.Source();
        await portal.StoreAsync(source);
        var upload = await portal.Get<UploadFolder>().SaveAsync("account.json", new MemoryStream("{}"u8.ToArray()), Cancelled);
        var by = await portal.AsAsync(Data.Access.Role.SecurityEngineer);
        return (await portal.Get<QueueImport>().RunAsync(source.Id, upload, null, acceptLoss: false, by, Cancelled))!.Value;
    }

    private Task<TestPortalData> CreateAsync(Engine engine) => TestPortalData.CreateAsync(engine, services =>
    {
        _platform.Register(services);
        services.AddSingleton(new UploadFolder(_folder));
    });
}
