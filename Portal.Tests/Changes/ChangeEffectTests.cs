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
        Assert.Contains("who may become", (await EffectAsync(data, source, Record("UpdateAssumeRolePolicy", "e4", At, new { roleName = role.Name, policyDocument = Read }))).Reason, StringComparison.Ordinal);
        Assert.Contains("No identity that the portal knows", (await EffectAsync(data, source, Put("e5", At, "nobody", "own", Read))).Reason, StringComparison.Ordinal);
        Assert.Contains("does not say the policy's text", (await EffectAsync(data, source, Record("DeleteRolePolicy", "e6", At, new { roleName = role.Name, policyName = "unseen" }))).Reason, StringComparison.Ordinal);
        Assert.Contains("is not worked out", (await EffectAsync(data, source, Record("PutRolePermissionsBoundary", "e7", At, new { roleName = role.Name }))).Reason, StringComparison.Ordinal);
        Assert.Null(await data.Get<ChangeEffectQueries>().OfAsync(ChangeId.New(), Caller.System("tests"), Cancelled));
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
