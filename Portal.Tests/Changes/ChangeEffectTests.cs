using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Effects;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Sources;
using Portal.Tests.Support;
using static Portal.Tests.Changes.CloudTrail;
using PolicyDocument = Portal.Data.Inventory.PolicyDocument;

namespace Portal.Tests.Changes;

/// <summary>What a change means is worked out by the permission engine: its effect, and not its event.</summary>
public sealed class ChangeEffectTests
{
    private const string Read = """{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/*"},{"Sid":"b","Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}""";
    private const string Turned = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:SendMessage"],"Resource":["*"]},{"Effect":"Allow","Action":"S3:getobject","Resource":["arn:aws:s3:::orders/*"]}]}""";
    private const string Wide = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"*"}]}""";
    private static readonly DateTimeOffset At = An.Instant.AddHours(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_rewritten_policy_shows_what_is_gained_and_lost_and_nothing_of_what_stays(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "own", Read));

        var effect = await EffectAsync(data, source, Put("e1", At, role.Name, "own", Wide));

        var difference = Assert.Single(effect.Identities).Difference;
        Assert.Equal(["s3:DeleteObject", "s3:GetObject"], ActionsOf(difference.Gained));
        Assert.Equal(["sqs:SendMessage"], ActionsOf(difference.Lost));
        Assert.Null(effect.Reason);
    }

    [Theory, OnEachEngine]
    public async Task An_edit_that_means_the_same_has_no_effect(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "own", Read));

        var effect = await EffectAsync(data, source, Put("e1", At, role.Name, "own", Turned));

        Assert.True(Assert.Single(effect.Identities).Difference.IsNone);
    }

    [Theory, OnEachEngine]
    public async Task What_else_is_held_already_makes_a_new_policy_of_no_effect(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "wide", Wide));

        var effect = await EffectAsync(data, source, Put("e1", At, role.Name, "new", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"}]}"""));

        Assert.True(Assert.Single(effect.Identities).Difference.IsNone);
    }

    [Theory, OnEachEngine]
    public async Task A_policy_that_the_platform_publishes_can_make_an_administrator(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "own", Read));

        var effect = await EffectAsync(data, source, Record("AttachRolePolicy", "e1", At, new { roleName = role.Name, policyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }));

        var difference = Assert.Single(effect.Identities).Difference;
        Assert.NotNull(difference.AdministratorAfter);
        Assert.Null(difference.AdministratorBefore);
        Assert.Empty(difference.Lost);
    }

    [Theory, OnEachEngine]
    public async Task What_is_detached_is_lost_as_it_was_held_then(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.ManagedPolicy, PolicyArn("Orders"), Read));

        var effect = await EffectAsync(data, source, Record("DetachRolePolicy", "e1", At, new { roleName = role.Name, policyArn = PolicyArn("Orders") }));

        Assert.Equal(["s3:GetObject", "sqs:SendMessage"], ActionsOf(Assert.Single(effect.Identities).Difference.Lost));
    }

    [Theory, OnEachEngine]
    public async Task A_rewritten_managed_policy_is_worked_out_for_each_that_holds_it(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, first) = await StoreAsync(data, (EntitlementKind.ManagedPolicy, PolicyArn("Orders"), Read));
        var second = An.Identity(source);
        await data.StoreAsync(second, Holds(second, EntitlementKind.ManagedPolicy, PolicyArn("Orders"), Read));

        var effect = await EffectAsync(data, source, Record("CreatePolicyVersion", "e1", At, new { policyArn = PolicyArn("Orders"), policyDocument = Wide, setAsDefault = true }));

        Assert.Equal(2, effect.Concerned);
        Assert.Equal(new[] { first.Id, second.Id }.Order(), effect.Identities.Select(i => i.IdentityId).Order());
        Assert.All(effect.Identities, i => Assert.Contains("s3:DeleteObject", ActionsOf(i.Difference.Gained)));
    }

    [Theory, OnEachEngine]
    public async Task A_boundary_that_is_taken_off_gives_back_what_it_held_down(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "wide", Wide));
        await data.StoreAsync(new Limit { SourceId = source.Id, Kind = LimitKind.Boundary, Target = role.NativeId, Key = PolicyArn("Bound"), Name = "Bound", DocumentHash = PolicyNormalizer.Hash(Read), ObservedFrom = An.Instant }, DocumentOf(Read));

        var effect = await EffectAsync(data, source, Record("DeleteRolePermissionsBoundary", "e1", At, new { roleName = role.Name }));

        Assert.Contains("s3:DeleteObject", ActionsOf(Assert.Single(effect.Identities).Difference.Gained));
    }

    [Theory, OnEachEngine]
    public async Task What_cannot_be_worked_out_says_why(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "own", Read));

        Assert.Contains("only an attempt", (await EffectAsync(data, source, Attach("e1", At, role.Name, "Orders", "AccessDenied"))).Reason, StringComparison.Ordinal);
        Assert.Contains("No document of the policy", (await EffectAsync(data, source, Attach("e2", At, role.Name, "Unseen"))).Reason, StringComparison.Ordinal);
        Assert.Contains("Statement[0].Effect", (await EffectAsync(data, source, Put("e3", At, role.Name, "own", """{"Statement":{"Effect":"Permit"}}"""))).Reason, StringComparison.Ordinal);
        Assert.Contains("Who might become it before is unknown", (await EffectAsync(data, source, Record("UpdateAssumeRolePolicy", "e4", At, new { roleName = role.Name, policyDocument = Read }))).Reason, StringComparison.Ordinal);
        Assert.Contains("who may become", (await EffectAsync(data, source, Record("AddRoleToInstanceProfile", "e8", At, new { roleName = role.Name, instanceProfileName = "p" }))).Reason, StringComparison.Ordinal);
        Assert.Contains("No identity that the portal knows", (await EffectAsync(data, source, Put("e5", At, "nobody", "own", Read))).Reason, StringComparison.Ordinal);
        Assert.Contains("does not say the policy's text", (await EffectAsync(data, source, Record("DeleteRolePolicy", "e6", At, new { roleName = role.Name, policyName = "unseen" }))).Reason, StringComparison.Ordinal);
        Assert.Contains("is not worked out", (await EffectAsync(data, source, Record("PutRolePermissionsBoundary", "e7", At, new { roleName = role.Name }))).Reason, StringComparison.Ordinal);
        Assert.Null(await data.Get<ChangeEffectQueries>().OfAsync(ChangeId.New(), Caller.System("tests"), Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task What_a_change_does_to_the_risk_is_told_with_its_facts_and_stored(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "own", Read));

        var effect = await EffectAsync(data, source, Record("AttachRolePolicy", "e1", At, new { roleName = role.Name, policyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }));
        var row = Assert.Single(effect.Identities);
        Assert.Contains(row.Risk.Came, r => r.Points == RiskWeight.Administrator.Points);
        Assert.True(row.Risk.Delta >= RiskWeight.Administrator.Points, $"only {row.Risk.Delta}");
        Assert.Equal(row.Risk.Delta, effect.RiskDelta);

        Assert.Equal(1, await data.Get<WeighChanges>().RunAsync(Caller.System("tests"), Cancelled));
        var stored = Assert.Single((await data.Get<ChangeQueries>().ListAsync(new(), new(), Caller.System("tests"), Cancelled)).Items);
        Assert.Equal(effect.RiskDelta, stored.RiskDelta);
        Assert.Equal(0, await data.Get<WeighChanges>().RunAsync(Caller.System("tests"), Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task A_late_event_that_corrects_what_was_before_has_the_next_one_weighed_again(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "other", Read));
        await EffectAsync(data, source, Put("e2", At.AddMinutes(10), role.Name, "own", Wide));
        await data.Get<WeighChanges>().RunAsync(Caller.System("tests"), Cancelled);
        var first = await DeltaAsync(data, "e2");

        await EffectAsync(data, source, Put("e1", At, role.Name, "own", Wide));
        Assert.Equal(2, await data.Get<WeighChanges>().RunAsync(Caller.System("tests"), Cancelled));

        Assert.NotEqual(0, first);
        Assert.Equal(0, await DeltaAsync(data, "e2"));
        Assert.Equal(first, await DeltaAsync(data, "e1"));
    }

    [Theory, OnEachEngine]
    public async Task Who_comes_into_a_group_gains_what_it_held_and_loses_it_on_leaving(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, member) = await StoreUserAsync(data, "dana");
        var other = User(source, "lee");
        await data.StoreAsync(other, InGroup(other, "ops", ("wide", null, Wide)), DocumentOf(Wide));

        var joined = await EffectAsync(data, source, Record("AddUserToGroup", "e1", At, new { userName = member.Name, groupName = "ops" }));
        Assert.Contains("s3:DeleteObject", ActionsOf(Assert.Single(joined.Identities).Difference.Gained));

        var left = await EffectAsync(data, source, Record("RemoveUserFromGroup", "e2", At.AddMinutes(1), new { userName = other.Name, groupName = "ops" }));
        Assert.Contains("s3:DeleteObject", ActionsOf(Assert.Single(left.Identities).Difference.Lost));

        var unseen = await EffectAsync(data, source, Record("AddUserToGroup", "e3", At, new { userName = member.Name, groupName = "empty" }));
        Assert.Contains("unknown: no snapshot shows anybody in it", unseen.Reason, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task A_policy_of_a_group_is_worked_out_for_each_member(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, dana) = await StoreUserAsync(data, "dana");
        var lee = User(source, "lee");
        await data.StoreAsync(lee, InGroup(dana, "ops", ("own", null, Read), ("Orders", PolicyArn("Orders"), Wide)), InGroup(lee, "ops", ("own", null, Read), ("Orders", PolicyArn("Orders"), Wide)), DocumentOf(Read), DocumentOf(Wide));

        var put = await EffectAsync(data, source, Record("PutGroupPolicy", "e1", At, new { groupName = "ops", policyName = "own", policyDocument = Turned }));
        Assert.Equal(2, put.Concerned);
        Assert.Equal(0, put.Different);

        var added = await EffectAsync(data, source, Record("PutGroupPolicy", "e2", At, new { groupName = "ops", policyName = "more", policyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"}]}""" }));
        Assert.All(added.Identities, i => Assert.Equal(["ec2:RunInstances"], ActionsOf(i.Difference.Gained)));

        var detached = await EffectAsync(data, source, Record("DetachGroupPolicy", "e3", At, new { groupName = "ops", policyArn = PolicyArn("Orders") }));
        Assert.All(detached.Identities, i => Assert.Contains("s3:DeleteObject", ActionsOf(i.Difference.Lost)));

        var attached = await EffectAsync(data, source, Record("AttachGroupPolicy", "e4", At, new { groupName = "ops", policyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }));
        Assert.Equal(2, attached.Different);
        Assert.All(attached.Identities, i => Assert.NotNull(i.Difference.AdministratorAfter));

        var deleted = await EffectAsync(data, source, Record("DeleteGroupPolicy", "e5", At, new { groupName = "ops", policyName = "own" }));
        Assert.All(deleted.Identities, i => Assert.Equal(["sqs:SendMessage"], ActionsOf(i.Difference.Lost)));
    }

    [Theory, OnEachEngine]
    public async Task A_policy_of_the_organization_touches_the_accounts_below_it_and_no_others(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "wide", Wide));
        await StoreOrganizationAsync(data, source);

        var attached = await EffectAsync(data, source, Record("AttachPolicy", "e1", At, new { policyId = "p-nodelete", targetId = "ou-prod" }, service: "organizations"));
        Assert.Equal(1, attached.Concerned);
        Assert.Equal(["s3:DeleteObject"], ActionsOf(Assert.Single(attached.Identities).Difference.Lost));

        var detached = await EffectAsync(data, source, Record("DetachPolicy", "e2", At, new { policyId = "p-nodelete", targetId = CloudTrail.Account }, service: "organizations"));
        Assert.Equal(["s3:DeleteObject"], ActionsOf(Assert.Single(detached.Identities).Difference.Gained));
        Assert.True(detached.RiskDelta > 0);

        Assert.Equal("No identity that the portal knows is touched by it.", (await EffectAsync(data, source, Record("AttachPolicy", "e3", At, new { policyId = "p-nodelete", targetId = "ou-test" }, service: "organizations"))).Reason);
        Assert.Contains("no snapshot has shown it", (await EffectAsync(data, source, Record("AttachPolicy", "e4", At, new { policyId = "p-unseen", targetId = "ou-prod" }, service: "organizations"))).Reason, StringComparison.Ordinal);
        Assert.Equal(role.Id, attached.Identities[0].IdentityId);
    }

    [Theory, OnEachEngine]
    public async Task An_organization_policy_that_is_rewritten_counts_where_it_is_attached_and_one_that_is_made_binds_nobody(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, _) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "wide", Wide));
        await StoreOrganizationAsync(data, source);
        await data.StoreAsync(LimitOn(source, "p-nodelete", "r-root", NoDelete));

        var rewritten = await EffectAsync(data, source, Record("UpdatePolicy", "e1", At, new { policyId = "p-nodelete", content = Everything }, service: "organizations"));
        Assert.Equal(["s3:DeleteObject"], ActionsOf(Assert.Single(rewritten.Identities).Difference.Gained));
        await using var db = await data.OpenAsync();
        Assert.Equal(NoDelete, await db.Changes.Select(c => c.Before).SingleAsync(Cancelled));

        var made = await EffectAsync(data, source, Record("CreatePolicy", "e2", At, new { content = NoDelete, name = "New", type = "SERVICE_CONTROL_POLICY" }, service: "organizations"));
        Assert.NotNull(made.Reason);
    }

    [Theory, OnEachEngine]
    public async Task A_policy_that_guards_resources_touches_those_who_use_them(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, _) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "wide", Wide));
        await StoreOrganizationAsync(data, source);
        await data.StoreAsync(LimitOn(source, "p-guard", "ou-test", Guarding, LimitKind.ResourceControlPolicy), DocumentOf(Guarding));

        var attached = await EffectAsync(data, source, Record("AttachPolicy", "e1", At, new { policyId = "p-guard", targetId = "ou-prod" }, service: "organizations"));

        Assert.Equal(["s3:DeleteObject"], ActionsOf(Assert.Single(attached.Identities).Difference.Lost));
        Assert.Contains(attached.Identities[0].Difference.NotModelled, gap => gap.StartsWith("What identities of other accounts", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task A_policy_over_very_many_is_worked_out_once_for_those_that_are_alike(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, _) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "wide", Wide));
        await StoreOrganizationAsync(data, source);
        var many = Enumerable.Range(0, EffectWork.MostLooked + 100).Select(_ => An.Identity(source)).ToList();
        await using (var db = await data.OpenAsync())
        {
            await db.BulkInsertAsync(many, skipExisting: false, Cancelled);
            await db.BulkInsertAsync(many.Select(i => Holds(i, EntitlementKind.InlinePolicy, "wide", Wide)), skipExisting: false, Cancelled);
        }

        var effect = await EffectAsync(data, source, Record("AttachPolicy", "e1", At, new { policyId = "p-nodelete", targetId = "r-root" }, service: "organizations"));

        Assert.Equal(many.Count + 1, effect.Concerned);
        Assert.Equal(EffectWork.MostLooked, effect.Weighed);
        Assert.Equal(EffectWork.MostLooked, effect.Different);
        Assert.Equal(ChangeEffect.Most, effect.Identities.Count);
    }

    [Theory, OnEachEngine]
    public async Task Whom_a_trust_policy_lets_in_and_shuts_out_is_told_with_its_conditions(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, role) = await StoreAsync(data, (EntitlementKind.InlinePolicy, "own", Read));
        var was = Trusting("""{"AWS":"arn:aws:iam::123456789012:role/Deployer"}""");
        await data.StoreAsync(new ResourcePolicy { SourceId = source.Id, Resource = role.NativeId, Container = role.Container, DocumentHash = PolicyNormalizer.Hash(was), ObservedFrom = An.Instant }, DocumentOf(was));

        var opened = await EffectAsync(data, source, Trust("e1", At, role, Trusting("""{"AWS":"999999999999"}""")));
        var trust = Assert.Single(opened.Identities).Trust!;
        Assert.Equal("arn:aws:iam::999999999999:root", Assert.Single(trust.Gained).Principal);
        Assert.True(trust.Gained[0].IsOutside);
        Assert.Equal("arn:aws:iam::123456789012:role/Deployer", Assert.Single(trust.Lost).Principal);
        Assert.Equal(RiskWeight.TrustsOutsiders.Points, opened.RiskDelta);

        var narrowed = await EffectAsync(data, source, Trust("e2", At.AddMinutes(1), role, Trusting("""{"AWS":"arn:aws:iam::999999999999:root"}""", """{"StringEquals":{"sts:ExternalId":"x"}}""")));
        var less = Assert.Single(narrowed.Identities).Trust!;
        Assert.Single(Assert.Single(less.Narrowed).Conditions);
        Assert.Empty(less.Lost);
        Assert.Empty(less.Gained);
        Assert.Equal(RiskWeight.MayTrustOutsiders.Points - RiskWeight.TrustsOutsiders.Points, narrowed.RiskDelta);

        var same = await EffectAsync(data, source, Trust("e3", At.AddMinutes(2), role, Trusting("""{"AWS":["999999999999","arn:aws:iam::999999999999:root"]}""", """{"StringEquals":{"sts:externalid":["x"]}}""")));
        Assert.True(Assert.Single(same.Identities).IsNone);
        Assert.Equal(0, same.RiskDelta);
    }

    private const string NoDelete = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]}""";
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    private const string Guarding = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"*"}]}""";

    private static string Trusting(string principal, string? condition = null) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"{{(condition is null ? string.Empty : $",\"Condition\":{condition}")}}}]}""";

    private static string Trust(string id, DateTimeOffset at, Identity role, string document) => Record("UpdateAssumeRolePolicy", id, at, new { roleName = role.Name, policyDocument = document });

    /// <summary>A root with everything allowed, two units, and an account in each; one policy is known from the account that is empty.</summary>
    private static async Task StoreOrganizationAsync(TestPortalData data, Source source)
    {
        await data.StoreAsync(
            ScopeOf(source, "r-root", null, ScopeKind.Root),
            ScopeOf(source, "ou-prod", "r-root", ScopeKind.Unit),
            ScopeOf(source, "ou-test", "r-root", ScopeKind.Unit),
            ScopeOf(source, CloudTrail.Account, "ou-prod", ScopeKind.Container),
            ScopeOf(source, "210987654321", "ou-test", ScopeKind.Container),
            LimitOn(source, "p-full", "r-root", Everything),
            LimitOn(source, "p-full", "ou-prod", Everything),
            LimitOn(source, "p-full", CloudTrail.Account, Everything),
            LimitOn(source, "p-nodelete", "210987654321", NoDelete),
            DocumentOf(Everything),
            DocumentOf(NoDelete));
    }

    private static Scope ScopeOf(Source source, string id, string? parent, ScopeKind kind) => new() { SourceId = source.Id, NativeId = id, Parent = parent, Name = id, Kind = kind };

    private static Limit LimitOn(Source source, string policy, string target, string document, LimitKind kind = LimitKind.ServiceControlPolicy) => new()
    {
        SourceId = source.Id,
        Kind = kind,
        Target = target,
        Key = policy,
        Name = policy,
        DocumentHash = PolicyNormalizer.Hash(document),
        ObservedFrom = An.Instant,
    };

    private static async Task<(Source Source, Identity User)> StoreUserAsync(TestPortalData data, string name)
    {
        var source = A.Source();
        var user = User(source, name);
        await data.StoreAsync(source, user);
        return (source, user);
    }

    private static Identity User(Source source, string name) => new()
    {
        SourceId = source.Id,
        Platform = Platform.Aws,
        Kind = IdentityKind.User,
        NativeId = $"arn:aws:iam::{CloudTrail.Account}:user/{name}",
        Name = name,
        Container = CloudTrail.Account,
        ObservedFrom = An.Instant,
    };

    private static Entitlement InGroup(Identity member, string group, params (string Name, string? Key, string Document)[] policies) => new()
    {
        IdentityId = member.Id,
        Kind = EntitlementKind.GroupMembership,
        Key = group,
        Name = group,
        Documents = [.. policies.Select(p => new GrantDocument(p.Name, PolicyNormalizer.Hash(p.Document), p.Key))],
        ObservedFrom = An.Instant,
    };

    private static async Task<int?> DeltaAsync(TestPortalData data, string eventId)
    {
        await using var db = await data.OpenAsync();
        return await db.Changes.Where(c => c.EventId == eventId).Select(c => c.RiskDelta).SingleAsync(Cancelled);
    }

    private static async Task<(Source Source, Identity Role)> StoreAsync(TestPortalData data, (EntitlementKind Kind, string Key, string Document) held)
    {
        var source = A.Source();
        var role = An.Identity(source);
        await data.StoreAsync(source, role, Holds(role, held.Kind, held.Key, held.Document), DocumentOf(held.Document));
        return (source, role);
    }

    private static Entitlement Holds(Identity role, EntitlementKind kind, string key, string document) => new()
    {
        IdentityId = role.Id,
        Kind = kind,
        Key = key,
        Name = key,
        Documents = [new GrantDocument(key, PolicyNormalizer.Hash(document))],
        ObservedFrom = An.Instant,
    };

    private static PolicyDocument DocumentOf(string text) => new() { Hash = PolicyNormalizer.Hash(text), Platform = Platform.Aws, Text = text };

    private static async Task<ChangeEffect> EffectAsync(TestPortalData data, Source source, string record)
    {
        await data.Get<IngestEvents>().RunAsync(source.Id, CloudTrail.File(record), EventOrigin.Sent, Caller.System("tests"), Cancelled);
        await using var db = await data.OpenAsync();
        var change = await db.Changes.OrderByDescending(c => c.Sequence).Select(c => c.Id).FirstAsync(Cancelled);
        return (await data.Get<ChangeEffectQueries>().OfAsync(change, Caller.System("tests"), Cancelled))!;
    }

    private static IEnumerable<string> ActionsOf(IEnumerable<EffectivePermission> permissions) =>
        permissions.SelectMany(p => p.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
