using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Reviews;

/// <summary>
/// An organization to be reviewed: an order assistant of Olga's that holds a narrow and a far too wide policy, and a batch assistant of Ben's
/// that holds one more. Everything came in by an import, and later imports say what is still there.
/// </summary>
internal sealed class ReviewCase : IAsyncDisposable
{
    /// <summary>The policy that is far too wide.</summary>
    public const string Wide = "orders-everything";

    private readonly ScriptedPlatform _platform;

    private ReviewCase(TestPortalData portal, ScriptedPlatform platform, Person olga, Person ben, Caller engineer)
    {
        Portal = portal;
        _platform = platform;
        Olga = olga;
        Ben = ben;
        Engineer = engineer;
    }

    /// <summary>The document behind <see cref="Wide"/>.</summary>
    public static SnapshotItem.Document WideDocument { get; } = Document("""{"Statement":{"Action":"s3:*","Effect":"Allow","Resource":"*"},"Version":"2012-10-17"}""");

    /// <summary>The document of the other policies.</summary>
    public static SnapshotItem.Document NarrowDocument { get; } = Document("""{"Statement":{"Action":"dynamodb:GetItem","Effect":"Allow","Resource":"arn:aws:dynamodb:eu-central-1:123456789012:table/orders"},"Version":"2012-10-17"}""");

    /// <summary>The portal.</summary>
    public TestPortalData Portal { get; }

    /// <summary>The order assistant's owner.</summary>
    public Person Olga { get; }

    /// <summary>The batch assistant's owner.</summary>
    public Person Ben { get; }

    /// <summary>Olga, signed in.</summary>
    public Caller AsOlga => TestPortalData.By(Olga, Data.Access.Role.Owner);

    /// <summary>Ben, signed in.</summary>
    public Caller AsBen => TestPortalData.By(Ben, Data.Access.Role.Owner);

    /// <summary>Who runs campaigns.</summary>
    public Caller Engineer { get; }

    /// <summary>What its mails were to say.</summary>
    public RecordedLetters Letters => (RecordedLetters)Portal.Get<IReviewMails>();

    /// <summary>Everything as the first export showed it.</summary>
    public static IReadOnlyList<SnapshotItem> AllOfIt =>
    [
        WideDocument, NarrowDocument, Role("order-assistant", Policy("orders-read", NarrowDocument), Policy(Wide, WideDocument)),
        Role("batch-assistant", Policy("batch-read", NarrowDocument)), Role("nobodys", Policy("rest", NarrowDocument)), Complete(),
    ];

    /// <summary>The same without the wide policy.</summary>
    public static IReadOnlyList<SnapshotItem> WithoutWide =>
    [
        NarrowDocument, Role("order-assistant", Policy("orders-read", NarrowDocument)), Role("batch-assistant", Policy("batch-read", NarrowDocument)),
        Role("nobodys", Policy("rest", NarrowDocument)), Complete(),
    ];

    /// <summary>The same with the policy's content replaced.</summary>
    public static IReadOnlyList<SnapshotItem> WithInstead(SnapshotItem.Document document) =>
    [
        document, NarrowDocument, Role("order-assistant", Policy("orders-read", NarrowDocument), Policy(Wide, document)),
        Role("batch-assistant", Policy("batch-read", NarrowDocument)), Role("nobodys", Policy("rest", NarrowDocument)), Complete(),
    ];

    /// <summary>Makes one.</summary>
    /// <param name="engine">On which engine.</param>
    /// <param name="more">Registers more, or null.</param>
    public static async Task<ReviewCase> CreateAsync(Engine engine = Engine.Sqlite, Action<IServiceCollection>? more = null)
    {
        var platform = new ScriptedPlatform();
        var portal = await TestPortalData.CreateAsync(engine, services =>
        {
            platform.Register(services);
            more?.Invoke(services);
        });
        var olga = A.Person("Olga Owner", email: "olga@example.com");
        var ben = A.Person("Ben Batch", email: "ben@example.com");
        var made = new ReviewCase(portal, platform, olga, ben, await portal.AsAsync(Data.Access.Role.SecurityEngineer));
        await made.ImportAsync(AllOfIt);
        var orders = An.Agent("Order assistant", owner: olga.Id);
        var batch = An.Agent("Batch assistant", owner: ben.Id);
        await portal.StoreAsync(olga, ben, orders, batch);
        await made.AssignAsync("order-assistant", orders.Id);
        await made.AssignAsync("batch-assistant", batch.Id);
        return made;
    }

    /// <summary>Imports an export.</summary>
    public async Task ImportAsync(IReadOnlyList<SnapshotItem> items, DateTimeOffset? takenAt = null)
    {
        _platform.Items = items;
        var result = await Portal.Get<ImportSnapshot>().RunAsync(
            new("Production", Platform.Aws, [ExportFiles.Of("account.json", "{}")], takenAt, AcceptLoss: true), Caller.System("tests"), null, CancellationToken.None);
        Assert.Equal(Imported.Done, result.Outcome);
        Portal.Clock.Advance(TimeSpan.FromHours(1));
    }

    /// <summary>Prepares a campaign over all agents.</summary>
    /// <remarks>Olga and Ben own their agents alone; that they decide alone nevertheless is said here, and tests of independence say otherwise.</remarks>
    public async Task<CampaignId> PrepareAsync(
        string name = "Quarterly review", int days = 14, string? occurrence = null, bool ownersDecideAlone = true, params IReadOnlyList<ReviewStage> stages)
    {
        var draft = new CampaignDraft(name, string.Empty, Portal.Clock.GetUtcNow().AddDays(days), Occurrence: occurrence)
        {
            OwnersDecideAlone = ownersDecideAlone,
            Stages = stages,
        };
        var created = await Portal.Get<CreateCampaign>().RunAsync(draft, Engineer, CancellationToken.None);
        Assert.Empty(created.Problems);
        return created.Id!.Value;
    }

    /// <summary>Prepares and launches one.</summary>
    public async Task<CampaignId> LaunchAsync(
        string name = "Quarterly review", int days = 14, bool ownersDecideAlone = true, params IReadOnlyList<ReviewStage> stages)
    {
        var id = await PrepareAsync(name, days, occurrence: null, ownersDecideAlone, stages);
        Assert.Equal(CampaignMoved.Done, await Portal.Get<LaunchCampaign>().RunAsync(id, Engineer, CancellationToken.None));
        return id;
    }

    /// <summary>The campaign's item for an entitlement.</summary>
    public async Task<ReviewItem> ItemAsync(CampaignId campaign, string entitlement = Wide)
    {
        await using var db = await Portal.OpenAsync();
        return (await db.ReviewItems.AsNoTracking().Where(i => i.CampaignId == campaign).ToListAsync()).Single(i => i.Shown.Entitlement.Name == entitlement);
    }

    /// <summary>Answers one item.</summary>
    public async Task<Decided> DecideAsync(
        CampaignId campaign, DecisionKind kind, string reason = "It is far too wide.", string entitlement = Wide, Caller? by = null)
    {
        var item = await ItemAsync(campaign, entitlement);
        var decided = await Portal.Get<DecideReviewItems>().RunAsync(
            campaign, [new(item.Id, kind, reason)], DecisionChannel.Page, by ?? AsOlga, CancellationToken.None);
        return Assert.Single(decided).Outcome;
    }

    /// <summary>The campaign as its page shows it.</summary>
    public async Task<CampaignDetail> FindAsync(CampaignId campaign) =>
        (await Portal.Get<CampaignQueries>().FindAsync(campaign, Engineer, CancellationToken.None))!;

    /// <summary>The only remediation.</summary>
    public async Task<RemediationRow> RemediationAsync() => Assert.Single(
        (await Portal.Get<RemediationQueries>().ListAsync(new(), new(), Engineer, CancellationToken.None)).Items);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Portal.DisposeAsync();

    private async Task AssignAsync(string identity, AgentId agent)
    {
        await using var db = await Portal.OpenAsync();
        await db.Identities.Where(i => i.Name == identity).ExecuteUpdateAsync(update => update.SetProperty(i => i.AgentId, agent));
    }
}
