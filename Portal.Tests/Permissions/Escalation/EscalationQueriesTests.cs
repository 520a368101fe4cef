using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Escalation;
using Portal.Data.Platforms;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions.Escalation;

/// <summary>Escalation paths of what was imported, in queries, in risks and in their history.</summary>
public sealed class EscalationQueriesTests
{
    private static readonly SnapshotItem.Document Everything = Document("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
    private static readonly SnapshotItem.Document Deploy = Document("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"],"Resource":"*"}}""");
    private static readonly SnapshotItem.Document Reading = Document("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}""");
    private static readonly SnapshotItem.Document TrustLambda = Document("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}""");
    private static readonly SnapshotItem.Document TrustOutside = Document("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"sts:AssumeRole"}}""");

    private readonly ScriptedPlatform _platform = new();

    [Theory, OnEachEngine]
    public async Task An_identity_is_told_its_shortest_way_and_what_it_can_use(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine, _platform.Register);
        var reader = await portal.AsAsync(Data.Access.Role.Auditor);
        await ImportAsync(portal, Deploy, TrustLambda);

        var found = await portal.Get<EscalationQueries>().OfAsync(await IdAsync(portal, "deployer"), reader, CancellationToken.None);

        Assert.False(found!.IsAdministrator);
        var step = Assert.Single(found.ToAdministrator!.Steps);
        Assert.Equal(("lambda-001", "deployer", "admin"), (step.Primitive, step.From.Name, step.To.Name));
        Assert.True(step.To.IsAdministrator);
        Assert.Contains("lambda-001", found.Findings.Select(finding => finding.Primitive));
        var admin = await portal.Get<EscalationQueries>().OfAsync(await IdAsync(portal, "admin"), reader, CancellationToken.None);
        Assert.True(admin!.IsAdministrator);
        Assert.Empty(admin.ToAdministrator!.Steps);
    }

    [Fact]
    public async Task Becoming_ones_equal_is_no_finding()
    {
        await using var portal = await TestPortalData.CreateAsync(configure: _platform.Register);
        var reader = await portal.AsAsync(Data.Access.Role.Auditor);
        _platform.Items = [Deploy, TrustLambda, Role("deployer", Policy("own", Deploy)), Role("same", Policy("own", Deploy)), Trust("same", TrustLambda), Complete()];
        await RunAsync(portal);

        var found = await portal.Get<EscalationQueries>().OfAsync(await IdAsync(portal, "deployer"), reader, CancellationToken.None);

        Assert.Null(found!.ToAdministrator);
        Assert.Empty(found.Findings);
    }

    [Fact]
    public async Task An_agent_reaches_what_its_identities_reach_together()
    {
        await using var portal = await TestPortalData.CreateAsync(configure: _platform.Register);
        var reader = await portal.AsAsync(Data.Access.Role.Auditor);
        await ImportAsync(portal, Deploy, TrustLambda);
        AgentId agent;
        await using (var db = await portal.OpenAsync())
        {
            agent = (await db.Identities.SingleAsync(i => i.Name == "deployer")).AgentId!.Value;
        }

        var reach = await portal.Get<EscalationQueries>().OfAsync(agent, reader, CancellationToken.None);

        Assert.False(reach!.IsAdministrator);
        Assert.Equal([("admin", "lambda-001"), ("reader", "lambda-001 iam-012")], reach.Identities.Select(reached =>
            (reached.Who.Name, string.Join(' ', reached.Path.Steps.Select(step => step.Primitive)))));
        Assert.Equal(["lambda-001"], reach.ToAdministrator!.Steps.Select(step => step.Primitive));
        Assert.Null(await portal.Get<EscalationQueries>().OfAsync(AgentId.New(), reader, CancellationToken.None));
    }

    [Theory, OnEachEngine]
    public async Task A_way_that_another_identity_opens_raises_the_risk_and_is_remembered(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine, _platform.Register);
        var reader = await portal.AsAsync(Data.Access.Role.Auditor);
        await ImportAsync(portal, Deploy, Reading);
        var id = await IdAsync(portal, "deployer");
        await AssessAsync(portal);
        Assert.Empty((await portal.Get<RiskQueries>().OfAsync(id, reader, CancellationToken.None))!);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync(portal, Deploy, TrustLambda);

        await AssessAsync(portal);

        var change = Assert.Single((await portal.Get<RiskQueries>().OfAsync(id, reader, CancellationToken.None))!);
        Assert.Equal([RiskWeight.Escalates.As("Can become an administrator in one step")], change.Came);
        Assert.Empty(change.Went);
        Assert.Equal(RiskWeight.Escalates.Points, change.To - change.From);
        await using var db = await portal.OpenAsync();
        var identity = await db.Identities.SingleAsync(i => i.Id == id);
        Assert.Equal((change.To, RiskReason.Sum(identity.RiskReasons)), (identity.Risk, identity.Risk));
        var agent = await db.Agents.SingleAsync(a => a.Id == identity.AgentId);
        Assert.Contains(agent.RiskReasons, reason => reason.Factor == RiskFactor.Identity && reason.Points == identity.Risk);
        Assert.Equal(0, await portal.Get<AssessEscalations>().RunAsync(Caller.System("risk"), CancellationToken.None));
    }

    [Fact]
    public async Task Trust_in_an_account_that_nobody_imported_is_a_fact()
    {
        await using var portal = await TestPortalData.CreateAsync(configure: _platform.Register);
        await ImportAsync(portal, Reading, TrustOutside);

        await AssessAsync(portal);

        await using var db = await portal.OpenAsync();
        var identity = await db.Identities.SingleAsync(i => i.Name == "admin");
        Assert.Contains(RiskWeight.TrustsOutsiders.As("Account 999999999999 may act as it"), identity.RiskReasons);
    }

    private async Task ImportAsync(TestPortalData portal, SnapshotItem.Document deployer, SnapshotItem.Document trust)
    {
        _platform.Items =
        [
            Everything, Deploy, Reading, TrustLambda, TrustOutside,
            Role("admin", Policy("everything", Everything)), Trust("admin", trust), AgentRole("deployer", Policy("own", deployer)), Role("reader", Policy("reading", Reading)), Complete(),
        ];
        await RunAsync(portal);
    }

    private static async Task RunAsync(TestPortalData portal)
    {
        var result = await portal.Get<ImportSnapshot>().RunAsync(
            new ImportRequest("source", Platform.Aws, [], AcceptLoss: true), Caller.System("test"), progress: null, CancellationToken.None);
        Assert.Equal(Imported.Done, result.Outcome);
    }

    private static async Task AssessAsync(TestPortalData portal)
    {
        await portal.Get<AssessRisk>().RunAsync(Caller.System("risk"), CancellationToken.None);
        await portal.Get<AssessEscalations>().RunAsync(Caller.System("risk"), CancellationToken.None);
    }

    private static async Task<IdentityId> IdAsync(TestPortalData portal, string name)
    {
        await using var db = await portal.OpenAsync();
        return (await db.Identities.SingleAsync(i => i.Name == name)).Id;
    }
}
