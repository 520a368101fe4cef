using System.Text.Json.Nodes;
using CsCheck;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Organizations;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>
/// Questions about resources of another account, asked of what an identity of an organization holds: the resource control policies above the
/// resource's account decide, not those above the caller's. The slow evaluator gets the same as a case.
/// </summary>
public sealed class ForeignResourceTests
{
    private const string Mine = "111111111111";
    private const string Theirs = "222222222222";
    private const string Head = "333333333333";
    private const string Agent = "arn:aws:iam::111111111111:role/agent";
    private const string Object = "arn:aws:s3:::theirs/report";

    private static readonly AwsPermissionEngine Engine = new();
    private static readonly string[] Owners = [Mine, Theirs, Head];

    private static readonly Gen<string> Conditions = RandomCases.AnyOf(
        string.Empty, string.Empty,
        ",'Condition':{'StringEquals':{'aws:PrincipalAccount':'111111111111'}}",
        ",'Condition':{'StringNotEquals':{'aws:PrincipalAccount':'111111111111'}}",
        ",'Condition':{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/a*'}}",
        ",'Condition':{'StringEquals':{'aws:ResourceAccount':'222222222222'}}");

    private static readonly Gen<string> Denies = Gen.Select(RandomCases.AnyOf("s3:*", "s3:PutObject", "s3:Get*", "sts:*"), RandomCases.AnyOf("*", "arn:aws:s3:::theirs/*", "arn:aws:s3:::others/*"), Conditions, (action, resource, condition) =>
        $"{{'Effect':'Deny','Principal':'*','Action':'{action}','Resource':'{resource}'{condition}}}");

    private static readonly Gen<(string Owner, string OnBucket, string Held, string[] OnMine, string[] OnTheirs, string[] OnRoot)> World = Gen.Select(
        RandomCases.AnyOf(Owners),
        Gen.Select(RandomCases.AnyOf("'*'", "{'AWS':'arn:aws:iam::111111111111:root'}", "{'AWS':'arn:aws:iam::111111111111:role/agent'}", "{'AWS':'999999999999'}"), Conditions, (principal, condition) =>
            $"{{'Effect':'Allow','Principal':{principal},'Action':'s3:*','Resource':'arn:aws:s3:::theirs/*'{condition}}}"),
        Gen.Select(RandomCases.AnyOf("s3:GetObject", "s3:*", "sqs:*"), Conditions, (action, condition) => $"{{'Effect':'Allow','Action':'{action}','Resource':'*'{condition}}}"),
        Denies.Array[0, 2],
        Denies.Array[0, 2],
        Denies.Array[0, 1]);

    [Fact]
    public void The_engine_decides_as_the_slow_evaluator_does() => World.Sample(
        world => Assert.Equal(
            SlowEvaluator.Decide(Case(world.Owner, world.OnBucket, world.Held, Above(world.Owner, world.OnMine, world.OnTheirs, world.OnRoot))),
            Engine.Check(Holding(world.Owner, world.OnBucket, world.Held, world.OnMine, world.OnTheirs, world.OnRoot), Question).Decision.ToString()),
        iter: 2_000);

    [Fact]
    public void Fences_of_the_owner_take_away_what_both_sides_allow_and_fences_of_the_caller_do_not()
    {
        const string Open = "{'Effect':'Allow','Principal':'*','Action':'s3:*','Resource':'arn:aws:s3:::theirs/*'}";
        const string Held = "{'Effect':'Allow','Action':'s3:*','Resource':'*'}";
        const string Fence = "{'Effect':'Deny','Principal':'*','Action':'s3:GetObject','Resource':'*'}";

        Assert.Equal(AccessDecision.Allowed, Engine.Check(Holding(Theirs, Open, Held, [Fence], [], []), Question).Decision);
        Assert.Equal(AccessDecision.ExplicitlyDenied, Engine.Check(Holding(Theirs, Open, Held, [], [Fence], []), Question).Decision);
        Assert.Equal(AccessDecision.ExplicitlyDenied, Engine.Check(Holding(Theirs, Open, Held, [], [], [Fence]), Question).Decision);
        Assert.Equal(AccessDecision.Allowed, Engine.Check(Holding(Head, Open, Held, [], [], [Fence]), Question).Decision);
    }

    [Fact]
    public void An_owner_outside_of_every_organization_that_was_imported_is_said_to_be_unknown()
    {
        var holding = Holding("444444444444", "{'Effect':'Allow','Principal':'*','Action':'s3:*','Resource':'*'}", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}", [], [], []);

        var answer = Engine.Check(holding, Question);

        Assert.Equal(AccessDecision.Allowed, answer.Decision);
        Assert.Contains(answer.NotModelled, note => note.Contains("444444444444", StringComparison.Ordinal));
    }

    private static AccessQuestion Question { get; } = new("s3:GetObject", Object, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    private static string[][] Above(string owner, string[] onMine, string[] onTheirs, string[] onRoot) => owner switch
    {
        Mine => [onRoot, onMine],
        Theirs => [onRoot, onTheirs],
        _ => [onRoot],
    };

    private static Holding Holding(string owner, string onBucket, string held, string[] onMine, string[] onTheirs, string[] onRoot)
    {
        var pool = new OrganizationPool();
        string Keep(params string[] statements)
        {
            var text = TestHolding.Text(TestHolding.Document(statements));
            return pool.Add(text.Hash, text.Text).Hash;
        }
        List<HeldLimit> Limits(string account, string[] own) =>
        [
            pool.Limit(LimitKind.ServiceControlPolicy, "r-1", "free", Keep(TestHolding.Allow("*"))),
            .. onRoot.Select((deny, i) => pool.Limit(LimitKind.ResourceControlPolicy, "r-1", $"root-{i}", Keep(deny))),
            .. own.Select((deny, i) => pool.Limit(LimitKind.ResourceControlPolicy, account, $"own-{i}", Keep(deny))),
        ];
        var policy = pool.Policy(EntitlementKind.InlinePolicy, "own", "own", "own", Keep(held));
        var agent = new Holder
        {
            Id = Guid.CreateVersion7(),
            Source = Guid.Empty,
            NativeId = Agent,
            Name = "agent",
            Kind = IdentityKind.Role,
            Container = Mine,
            Tags = new Dictionary<string, string>(StringComparer.Ordinal),
            Policies = pool.Set([policy], []),
            Trust = null,
        };
        var organization = new Organization(
            Platform.Aws,
            1,
            [agent],
            [
                new Place(Mine, Limits(Mine, onMine), IsManagement: false, IsKnown: true),
                new Place(Theirs, Limits(Theirs, onTheirs), IsManagement: false, IsKnown: true),
                new Place(Head, Limits(Head, []), IsManagement: true, IsKnown: true),
            ],
            [new HeldResourcePolicy("arn:aws:s3:::theirs", owner, pool.Document(Keep(onBucket))!)]);
        return organization.HoldingOf(organization.Holders[0], organization.ResourcePolicies);
    }

    private static JsonObject Case(string owner, string onBucket, string held, string[][] levels) => JsonNode.Parse($$"""
        {
          "id": "case",
          "request": {
            "principal": "{{Agent}}",
            "action": "s3:GetObject",
            "resource": { "resource": "{{Object}}", "accountId": "{{owner}}" },
            "contextVariables": { "aws:PrincipalAccount": "{{Mine}}", "aws:PrincipalArn": "{{Agent}}", "aws:ResourceAccount": "{{owner}}" }
          },
          "organization": { "managementAccountId": "{{Head}}" },
          "identityPolicies": [ { "name": "own", "policy": {{TestHolding.Document(held)}} } ],
          "resourcePolicy": {{TestHolding.Document(onBucket)}},
          "resourceControlPolicies": [ {{string.Join(',', levels.Select((level, i) => $$"""{ "orgIdentifier": "{{i}}", "policies": [ {{string.Join(',', level.Select((deny, at) => $$"""{ "name": "{{at}}", "policy": {{TestHolding.Document(deny)}} }"""))}} ] }"""))}} ]
        }
        """)!.AsObject();
}
