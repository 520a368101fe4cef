using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Effects;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;
using static Portal.Tests.Changes.IngestEventsTests;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Changes;

/// <summary>Limits and trust that differ from one snapshot to the next without an event: silent changes, with what was before and is after, and what it means.</summary>
public sealed class SilentLimitsTests
{
    private const string Root = "r-1";
    private const string Guard = "p-guard";

    private static readonly SnapshotItem.Document All = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject","sqs:SendMessage"],"Resource":"*"}]}""");
    private static readonly SnapshotItem.Document S3 = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document ReadOnly = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document Open = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document NoDelete = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document NoQueues = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sqs:*","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document Ours = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""");
    private static readonly SnapshotItem.Document Theirs = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"sts:AssumeRole"}]}""");

    private readonly ScriptedPlatform _platform = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_boundary_that_came_changed_or_went_without_an_event_is_silent_and_says_what_it_means(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        await ShowAsync(data, Role("added", Policy("All", All)), Role("loosened", Policy("All", All)), Role("removed", Policy("All", All)), Boundary("loosened", ReadOnly), Boundary("removed", ReadOnly));
        await ShowAsync(data, Role("added", Policy("All", All)), Role("loosened", Policy("All", All)), Role("removed", Policy("All", All)), Boundary("added", ReadOnly), Boundary("loosened", S3));

        var silent = (await ListAsync(data, new() { Silent = true })).ToDictionary(c => c.Subjects.Single().Name, StringComparer.Ordinal);

        Assert.Equal(["added", "loosened", "removed"], silent.Keys.Order());
        Assert.Equal((ChangeKind.LimitAdded, "Boundary put on: boundary", null, ReadOnly.Text), Parts(silent["added"]));
        Assert.Equal((ChangeKind.PermissionChanged, "Boundary rewritten: boundary", ReadOnly.Text, S3.Text), Parts(silent["loosened"]));
        Assert.Equal((ChangeKind.LimitRemoved, "Boundary taken off: boundary", ReadOnly.Text, null), Parts(silent["removed"]));
        Assert.Equal((0, 2), await SizeAsync(data, silent["added"]));
        Assert.Equal((1, 0), await SizeAsync(data, silent["loosened"]));
        Assert.Equal((2, 0), await SizeAsync(data, silent["removed"]));
    }

    [Theory, OnEachEngine]
    public async Task A_boundary_that_an_event_told_of_is_not_silent(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        var source = await ShowAsync(data, Role("added"), Role("removed"), Role("rewritten"), Boundary("removed", ReadOnly), Boundary("rewritten", ReadOnly));
        var at = data.Clock.GetUtcNow().AddHours(-1);
        await IngestAsync(
            data,
            source,
            CloudTrail.Record("PutRolePermissionsBoundary", "e1", at, new { roleName = "added", permissionsBoundary = CloudTrail.PolicyArn("boundary") }),
            CloudTrail.Record("DeleteRolePermissionsBoundary", "e2", at, new { roleName = "removed" }),
            CloudTrail.Record("CreatePolicyVersion", "e3", at, new { policyArn = CloudTrail.PolicyArn("boundary"), policyDocument = "{}", setAsDefault = true }));

        await ShowAsync(data, Role("added"), Role("removed"), Role("rewritten"), Boundary("added", ReadOnly), Boundary("rewritten", S3));

        Assert.Empty(await ListAsync(data, new() { Silent = true }));
    }

    [Theory, OnEachEngine]
    public async Task An_organization_policy_that_came_changed_or_went_is_silent_for_everybody_below(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        await ShowAsync(data, [Role("worker", Policy("All", All)), .. Organization(("p-full", Open), (Guard, NoDelete))]);
        await ShowAsync(data, [Role("worker", Policy("All", All)), .. Organization(("p-full", Open), (Guard, NoQueues), ("p-new", NoDelete))]);
        await ShowAsync(data, [Role("worker", Policy("All", All)), .. Organization(("p-full", Open), ("p-new", NoDelete))]);

        var silent = (await ListAsync(data, new() { Silent = true })).ToDictionary(c => c.Name, StringComparer.Ordinal);

        Assert.Equal(["Limit put on: p-new", "Limit rewritten: p-guard", "Limit taken off: p-guard"], silent.Keys.Order());
        Assert.Equal((ChangeKind.LimitAdded, null, NoDelete.Text), (silent["Limit put on: p-new"].Kind, silent["Limit put on: p-new"].Before, silent["Limit put on: p-new"].After));
        Assert.Equal((NoDelete.Text, NoQueues.Text), (silent["Limit rewritten: p-guard"].Before, silent["Limit rewritten: p-guard"].After));
        // What the rewritten one let go, the new one took at the same time.
        Assert.Equal((0, 1), await SizeAsync(data, silent["Limit rewritten: p-guard"]));
        Assert.Equal((1, 0), await SizeAsync(data, silent["Limit taken off: p-guard"]));
        await using var db = await data.OpenAsync();
        var worker = await db.Identities.Where(i => i.Name == "worker").Select(i => i.Id).SingleAsync(Cancelled);
        Assert.Equal(3, (await ListAsync(data, new() { Identity = worker })).Count);
    }

    [Theory, OnEachEngine]
    public async Task An_organization_that_is_read_for_the_first_time_and_policies_that_events_told_of_are_not_silent(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        await ShowAsync(data, Role("worker", Policy("All", All)));
        var source = await ShowAsync(data, [Role("worker", Policy("All", All)), .. Organization((Guard, NoDelete), ("p-gone", NoDelete))]);
        Assert.Empty(await ListAsync(data, new() { Silent = true }));
        var at = data.Clock.GetUtcNow().AddHours(-1);
        await IngestAsync(
            data,
            source,
            CloudTrail.Record("UpdatePolicy", "e1", at, new { policyId = Guard, content = NoQueues.Text }, service: "organizations"),
            CloudTrail.Record("DetachPolicy", "e2", at, new { policyId = "p-gone", targetId = Root }, service: "organizations"),
            CloudTrail.Record("AttachPolicy", "e3", at, new { policyId = "p-new", targetId = Root }, service: "organizations"));

        await ShowAsync(data, [Role("worker", Policy("All", All)), .. Organization((Guard, NoQueues), ("p-new", NoDelete))]);

        Assert.Empty(await ListAsync(data, new() { Silent = true }));
    }

    [Theory, OnEachEngine]
    public async Task Trust_that_was_rewritten_without_an_event_is_silent_and_says_whom_it_lets_in(Engine engine)
    {
        await using var data = await CreateAsync(engine);
        var source = await ShowAsync(data, Role("told"), Role("silent"), Role("new-to-us"), Trust("told", Ours), Trust("silent", Ours));
        await IngestAsync(data, source, CloudTrail.Record("UpdateAssumeRolePolicy", "e1", data.Clock.GetUtcNow().AddHours(-1), new { roleName = "told", policyDocument = Theirs.Text }));

        await ShowAsync(data, Role("told"), Role("silent"), Role("new-to-us"), Trust("told", Theirs), Trust("silent", Theirs), Trust("new-to-us", Ours));

        var change = Assert.Single(await ListAsync(data, new() { Silent = true }));
        Assert.Equal("silent", change.Subjects.Single().Name);
        Assert.Equal((ChangeKind.TrustChanged, "Trust rewritten", Ours.Text, Theirs.Text), Parts(change));
        var effect = Assert.Single((await data.Get<ChangeEffectQueries>().OfAsync(change.Id, Caller.System("tests"), Cancelled))!.Identities);
        Assert.Equal((1, 1), (effect.Trust!.Gained.Count, effect.Trust.Lost.Count));
    }

    private static (ChangeKind, string, string?, string?) Parts(ChangeDetail change) => (change.Kind, change.Name, change.Before, change.After);

    private static async Task<(int Gained, int Lost)> SizeAsync(TestPortalData data, ChangeDetail change)
    {
        var effect = (await data.Get<ChangeEffectQueries>().OfAsync(change.Id, Caller.System("tests"), Cancelled))!;
        Assert.Null(effect.Reason);
        var row = Assert.Single(effect.Identities);
        return (row.Difference.Gained.Sum(p => p.Actions.Count), row.Difference.Lost.Sum(p => p.Actions.Count));
    }

    private static IEnumerable<SnapshotItem> Organization(params IReadOnlyList<(string Key, SnapshotItem.Document Document)> policies) =>
    [
        new SnapshotItem.Scope(Root, null, "Root", ScopeKind.Root, IsManagement: false),
        new SnapshotItem.Scope(Account, Root, "Ours", ScopeKind.Container, IsManagement: false),
        .. policies.Select(p => new SnapshotItem.Limit(LimitKind.ServiceControlPolicy, Root, p.Key, p.Key, p.Document.Hash)),
        new SnapshotItem.Coverage("organization", SnapshotPart.Organization, IsComplete: true),
    ];

    private async Task<Source> ShowAsync(TestPortalData data, params IReadOnlyList<SnapshotItem> items)
    {
        _platform.Items = [All, S3, ReadOnly, Open, NoDelete, NoQueues, Ours, Theirs, .. items, Complete()];
        var result = await data.Get<ImportSnapshot>().RunAsync(new("Production", Platform.Aws, [ExportFiles.Of("account.json", "{}")], AcceptLoss: true), Caller.System("tests"), null, Cancelled);
        Assert.Equal(Imported.Done, result.Outcome);
        data.Clock.Advance(TimeSpan.FromDays(1));
        await using var db = await data.OpenAsync();
        return await db.Sources.SingleAsync(s => s.Name == "Production", Cancelled);
    }

    private Task<TestPortalData> CreateAsync(Engine engine) => TestPortalData.CreateAsync(engine, _platform.Register);
}
