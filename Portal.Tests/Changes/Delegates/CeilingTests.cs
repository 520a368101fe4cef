using Portal.Data.Changes.Delegates;
using Portal.Data.Platforms;
using Portal.Tests.Support;
using static Portal.Tests.Changes.Delegates.DelegateCase;

namespace Portal.Tests.Changes.Delegates;

/// <summary>What an agent inherits: the identity's rights, what limits it, what remains and what of that nobody ever saw used.</summary>
public sealed class CeilingTests
{
    private const string NoDeletesThroughMcp = """{"Version":"2012-10-17","Statement":[{"Sid":"NoDeletes","Effect":"Deny","Action":"sqs:Delete*","Resource":"*","Condition":{"Bool":{"aws:ViaAWSMCPService":"true"}}}]}""";
    private const string NothingThroughThisServer = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:CalledViaAWSMCP":"aws-mcp.amazonaws.com"}}}]}""";
    private const string NoDeletesByClaude = """{"Version":"2012-10-17","Statement":[{"Sid":"NoClaude","Effect":"Deny","Action":"sqs:Delete*","Resource":"*","Condition":{"StringLike":{"aws:UserAgent":"*AN*"}}}]}""";
    private const string ByPeopleOnly = """{"Version":"2012-10-17","Statement":[{"Sid":"People","Effect":"Allow","Action":["sqs:CreateQueue","sqs:DeleteQueue"],"Resource":"*","Condition":{"Bool":{"aws:ViaAWSMCPService":"false"}}},{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*"}]}""";

    [Theory, OnEachEngine]
    public async Task Without_a_limit_it_inherits_everything_as_a_finding(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data, Rights);
        await made.IngestAsync(ByClaude("e1", An.Instant));

        var detail = await made.OnlyAsync();

        Assert.Equal(DelegateFindingKind.InheritsEverything, detail.Delegate.Finding?.Kind);
        Assert.Empty(detail.Ceiling!.Limits);
        Assert.Equal((4, 4), (detail.Ceiling.Rights.Totals.Actions, detail.Ceiling.Remaining.Totals.Actions));
    }

    [Theory, OnEachEngine]
    public async Task A_deny_that_bites_only_through_the_agent_is_its_limit_and_named(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data, Rights, NoDeletesThroughMcp);
        await made.IngestAsync(ByMcp("e1", An.Instant));

        var detail = await made.OnlyAsync();

        Assert.Null(detail.Delegate.Finding);
        var limit = Assert.Single(detail.Ceiling!.Limits);
        Assert.Equal(("policy policy-1 › NoDeletes", false), (limit.Source, limit.CanBeTakenOff));
        Assert.Equal(["sqs:DeleteQueue"], limit.Actions);
        Assert.Equal((4, 3), (detail.Ceiling.Rights.Totals.Actions, detail.Ceiling.Remaining.Totals.Actions));
        Assert.Equal(["sqs:AddPermission", "sqs:CreateQueue", "sqs:ListQueues"], RemainingOf(detail));
    }

    [Fact]
    public async Task The_same_deny_limits_nobody_who_comes_another_way()
    {
        await using var data = await TestPortalData.CreateAsync();
        var made = await CreateAsync(data, Rights, NoDeletesThroughMcp);
        await made.IngestAsync(ByClaude("e1", An.Instant));

        var detail = await made.OnlyAsync();

        Assert.Equal(DelegateFindingKind.InheritsEverything, detail.Delegate.Finding?.Kind);
        Assert.Empty(detail.Ceiling!.Limits);
    }

    [Fact]
    public async Task A_deny_of_one_server_may_leave_nothing()
    {
        await using var data = await TestPortalData.CreateAsync();
        var made = await CreateAsync(data, Rights, NothingThroughThisServer);
        await made.IngestAsync(ByMcp("e1", An.Instant));

        var detail = await made.OnlyAsync();

        Assert.Null(detail.Delegate.Finding);
        Assert.Equal(0, detail.Ceiling!.Remaining.Totals.Actions);
        Assert.Equal(0, detail.Ceiling.Excess.Count);
        Assert.Equal(4, Assert.Single(detail.Ceiling.Limits).Actions.Count);
    }

    [Fact]
    public async Task An_allow_for_people_only_is_a_limit_as_well()
    {
        await using var data = await TestPortalData.CreateAsync();
        var made = await CreateAsync(data, ByPeopleOnly);
        await made.IngestAsync(ByMcp("e1", An.Instant));

        var detail = await made.OnlyAsync();

        Assert.Equal("policy policy-0 › People", Assert.Single(detail.Ceiling!.Limits).Source);
        Assert.Equal(["sqs:ListQueues"], RemainingOf(detail));
    }

    [Theory, OnEachEngine]
    public async Task What_the_agent_says_of_itself_is_no_real_limit(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data, Rights, NoDeletesByClaude);
        await made.IngestAsync(ByClaude("e1", An.Instant));

        var detail = await made.OnlyAsync();

        Assert.Equal(DelegateFindingKind.LimitCanBeTakenOff, detail.Delegate.Finding?.Kind);
        var limit = Assert.Single(detail.Ceiling!.Limits);
        Assert.True(limit.CanBeTakenOff);
        Assert.Equal("policy policy-1 › NoClaude", limit.Source);
        Assert.Contains("sqs:DeleteQueue", RemainingOf(detail));
    }

    [Theory, OnEachEngine]
    public async Task The_excess_is_what_it_was_never_seen_using_the_most_dangerous_first(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data, Rights);
        await made.IngestAsync(
            ByClaude("e1", An.Instant),
            ByClaude("e2", An.Instant, name: "DeleteQueue", error: "AccessDenied"),
            ByClaude("e3", An.Instant, person: "robin", name: "DeleteQueue"),
            ByClaude("e4", An.Instant, name: "PurgeQueue"));
        var row = (await made.ListAsync()).Single(r => r.Initiator == "dana");

        var detail = await data.Get<DelegateQueries>().FindAsync(row.Id, Portal.Data.Access.Caller.System("tests"), TestContext.Current.CancellationToken);

        var excess = detail!.Ceiling!.Excess;
        Assert.Equal(["sqs:CreateQueue"], excess.Used);
        Assert.Equal(["sqs:PurgeQueue"], excess.Elsewhere);
        Assert.Equal(
            [(AccessLevel.PermissionsManagement, false, "sqs:AddPermission"), (AccessLevel.Write, true, "sqs:DeleteQueue"), (AccessLevel.Read, false, "sqs:ListQueues")],
            excess.Parts.Select(p => (p.Access, p.IsDestructive, Assert.Single(p.Actions))));
    }

    [Theory, OnEachEngine]
    public async Task The_list_finds_those_without_a_limit(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await CreateAsync(data, Rights, NoDeletesThroughMcp);
        await made.IngestAsync(ByMcp("e1", An.Instant), ByClaude("e2", An.Instant), ByClaude("e3", An.Instant.AddHours(-1), person: "robin"));

        var unlimited = await made.ListAsync(new() { Finding = DelegateFindingKind.InheritsEverything }, new(Limit: 1));

        Assert.Equal("dana", Assert.Single(unlimited).Initiator);
        Assert.Equal(2, (await made.ListAsync(new() { Finding = DelegateFindingKind.InheritsEverything })).Count);
        Assert.Empty(await made.ListAsync(new() { Finding = DelegateFindingKind.LimitCanBeTakenOff }));
    }

    [Fact]
    public async Task Who_holds_nothing_hands_nothing_on()
    {
        await using var data = await TestPortalData.CreateAsync();
        var made = await CreateAsync(data);
        await made.IngestAsync(ByClaude("e1", An.Instant));

        Assert.Null((await made.OnlyAsync()).Delegate.Finding);
    }

    private static IEnumerable<string> RemainingOf(DelegateDetail detail) =>
        detail.Ceiling!.Excess.Parts.SelectMany(p => p.Actions).Concat(detail.Ceiling.Excess.Used).Order(StringComparer.Ordinal);
}
