using CsCheck;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>Random holdings of a small world, and every question that can be asked in it, put to the symbolic answer and to the evaluator of single requests.</summary>
internal static class RandomHoldings
{
    private const string User = "arn:aws:iam::111111111111:user/red";
    private const string Bucket = "arn:aws:s3:::a";
    private const string Neighbour = "222222222222";
    private const string TheirBucket = "arn:aws:s3:::theirs";

    private static readonly string[] ActionPatterns =
        ["*", "s3:*", "s3:Get*", "s3:?utObject", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:ListAllMyBuckets", "sqs:*", "sqs:SendMessage", "iam:PassRole"];

    private static readonly string[] ResourcePatterns =
    [
        "*", "arn:aws:s3:::*", "arn:aws:s3:::a", "arn:aws:s3:::a/*", "arn:aws:s3:::*/x", "arn:aws:s3:::b*", "arn:aws:s3:::a*y",
        "arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/*", "arn:aws:sqs:*:111111111111:q", "arn:aws:iam::111111111111:role/r",
        "arn:aws:sqs:*:222222222222:*", "arn:aws:sqs:*:*:q", "arn:aws:s3:::theirs/*",
    ];

    private static readonly string[] Conditions =
    [
        """{"StringEquals":{"aws:RequestedRegion":"eu"}}""", """{"StringNotEquals":{"aws:RequestedRegion":"eu"}}""", """{"StringEquals":{"aws:RequestedRegion":["us","eu"]}}""",
        """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", """{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", """{"Null":{"aws:MultiFactorAuthPresent":"true"}}""",
        """{"StringEquals":{"aws:PrincipalTag/team":"blue"}}""", """{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/red"}}""",
        """{"StringEquals":{"aws:RequestedRegion":"us"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}""",
    ];

    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:ListAllMyBuckets", "sqs:SendMessage", "iam:PassRole"];

    private static readonly string[] Resources =
        [Bucket, "arn:aws:s3:::a/x", "arn:aws:s3:::a/y", "arn:aws:s3:::bb/x", "arn:aws:s3:::red/z", "arn:aws:s3:::blue/x", "arn:aws:sqs:eu:111111111111:q", "arn:aws:iam::111111111111:role/r"];

    private static readonly string[] TheirResources = [TheirBucket, "arn:aws:s3:::theirs/x", "arn:aws:sqs:eu:222222222222:q", "arn:aws:sqs:eu:333333333333:q"];

    /// <summary>The other account lets everyone in, so that what the caller holds and what the organization limits decide.</summary>
    private static readonly PolicyText LetsEveryoneIn = TestHolding.Text("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""");

    private static readonly Gen<string> Statement = Gen.Select(
        Gen.OneOf("Allow", "Allow", "Allow", "Deny"),
        Gen.OneOf(ActionPatterns).Array[1, 3],
        Gen.OneOf(ResourcePatterns).Array[1, 2],
        Gen.OneOf([.. Conditions, .. Enumerable.Repeat<string?>(null, 2 * Conditions.Length)]),
        Gen.OneOf(0, 0, 0, 0, 0, 0, 0, 1, 2),
        (effect, actions, resources, condition, negation) =>
            $$"""{"Effect":"{{effect}}","{{(negation == 1 ? "NotAction" : "Action")}}":{{Json(actions)}},"{{(negation == 2 ? "NotResource" : "Resource")}}":{{Json(resources)}}{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""");

    /// <summary>A document.</summary>
    public static Gen<PolicyText> Document { get; } = Statement.Array[1, 3].Select(Text);

    /// <summary>A statement that only denies, as a document.</summary>
    public static Gen<PolicyText> Denying { get; } = Statement.Select(statement => Text([statement.Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal)]));

    /// <summary>
    /// A holding with one to three policies, perhaps a boundary, levels of the organization, a policy on a bucket, and resource control policies
    /// on its own account, on another one and on both.
    /// </summary>
    public static Gen<Holding> Holding { get; } = Gen.Select(
        Document.Array[1, 3],
        Document.Array[0, 1],
        Document.Array[0, 2],
        Statement.Array[0, 2],
        Gen.Bool,
        Fences,
        (policies, boundary, levels, onBucket, isTagged, fences) => new Holding(
            User,
            IdentityKind.User,
            TestHolding.Account,
            IsManagement: false,
            isTagged ? new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "blue" } : [],
            [.. policies.Select((policy, i) => new HeldPolicy(Entitlement(i), $"p{i}", policy))],
            [
                .. levels.Select((policy, i) => new HeldLimit(LimitKind.ServiceControlPolicy, $"level{i}", $"scp{i}", policy)),
                .. fences.Mine,
                .. boundary.Select(policy => new HeldLimit(LimitKind.Boundary, User, "boundary", policy)),
            ],
            [
                .. onBucket.Length == 0 ? Array.Empty<HeldResourcePolicy>() : [new HeldResourcePolicy(Bucket, TestHolding.Account, Text([.. onBucket.Select(ForUser)]))],
                new HeldResourcePolicy(TheirBucket, Neighbour, LetsEveryoneIn),
            ])
        {
            LimitsOnResources = new Dictionary<string, IReadOnlyList<HeldLimit>>(StringComparer.Ordinal) { [TestHolding.Account] = fences.Mine, [Neighbour] = fences.Theirs },
        });

    private static Gen<(HeldLimit[] Mine, HeldLimit[] Theirs)> Fences => Gen.Select(Denying.Array[0, 1], Denying.Array[0, 1], Denying.Array[0, 1], (onMine, onTheirs, onBoth) => (
        (HeldLimit[])[.. onBoth.Select(policy => Fence("r-1", policy)), .. onMine.Select(policy => Fence(TestHolding.Account, policy))],
        (HeldLimit[])[.. onBoth.Select(policy => Fence("r-1", policy)), .. onTheirs.Select(policy => Fence(Neighbour, policy))]));

    /// <summary>Names the policy at a place.</summary>
    public static EntitlementRef Entitlement(int index) => new(EntitlementKind.InlinePolicy, $"p{index}", $"p{index}");

    /// <summary>The document of the given statements.</summary>
    public static PolicyText Text(string[] statements) => TestHolding.Text($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""");

    /// <summary>What is allowed, symbolically.</summary>
    public static IReadOnlyList<PermissionPiece> Pieces(Holding holding) => SymbolicEvaluation.Of(holding, new CompiledPolicies(100)).Pieces;

    /// <summary>Every request of the small world.</summary>
    public static IEnumerable<AccessRequest> Requests(Holding holding)
    {
        var principal = AwsPrincipal.Read(holding.NativeId)!;
        foreach (var region in new[] { "eu", "us", null })
        {
            foreach (var factor in new[] { "true", "false", null })
            {
                var values = PrincipalContext.Values(holding, principal);
                Say(values, "aws:RequestedRegion", region);
                Say(values, "aws:MultiFactorAuthPresent", factor);
                var requests = Actions.SelectMany(_ => Resources, (action, resource) => RequestOf(principal, action, resource, TestHolding.Account, values))
                    .Concat(Actions.SelectMany(_ => TheirResources, (action, resource) => RequestOf(principal, action, resource, new ResourceName(resource).Account ?? Neighbour, values)).Where(IsAboutResource));
                foreach (var request in requests)
                {
                    yield return request;
                }
            }
        }
    }

    /// <summary>Whether some piece allows the request.</summary>
    public static Truth Allows(IEnumerable<PermissionPiece> pieces, AccessRequest request) => pieces
        .Where(piece => piece.Actions.Contains(request.CatalogueId!.Value))
        .Aggregate(Truth.No, (result, piece) => result.Or(piece.Holds(request.Resource, request.Context)));

    /// <summary>Whether AWS's rules for single requests allow it.</summary>
    public static bool IsAllowed(Holding holding, AccessRequest request) => AccessEvaluator.Decide(request, new AppliedPolicies
    {
        Identity = [.. holding.Policies.Select(policy => new AppliedPolicy(policy.Name, PolicyDocument.Parse(policy.Document!.Text)))],
        Boundary = holding.Limits.Where(limit => limit.Kind == LimitKind.Boundary).Select(Applied).ToList() is { Count: > 0 } boundary ? boundary : null,
        ServiceControl = [.. holding.Limits.Where(limit => limit.Kind == LimitKind.ServiceControlPolicy).Select(limit => new PolicyLevel(limit.Target, [Applied(limit)]))],
        ResourceControl = [.. (request.IsSameAccount ? holding.Limits : holding.LimitsOnResources.GetValueOrDefault(request.ResourceAccount!, []))
            .Where(limit => limit.Kind == LimitKind.ResourceControlPolicy).Select(limit => new PolicyLevel(limit.Target, [Applied(limit)]))],
        Resource = !request.IsSameAccount ? new AppliedPolicy("theirs", PolicyDocument.Parse(LetsEveryoneIn.Text)) : holding.ResourcePolicies.FirstOrDefault(policy => request.Resource.Text == policy.Resource || request.Resource.Text.StartsWith($"{policy.Resource}/", StringComparison.Ordinal)) is { } found
            ? new AppliedPolicy(found.Resource, PolicyDocument.Parse(found.Document.Text))
            : null,
    }).Decision == AccessDecision.Allowed;

    /// <summary>For the message of a failing law.</summary>
    public static string Show(Holding holding) => string.Join(
        '\n',
        holding.Policies.Select(policy => $"{policy.Name} {policy.Document!.Text}")
            .Concat(holding.Limits.Select(limit => $"{limit.Kind} {limit.Target} {limit.Document!.Text}"))
            .Concat(holding.LimitsOnResources.SelectMany(on => on.Value.Select(limit => $"fence on {on.Key} {limit.Document!.Text}")))
            .Concat(holding.ResourcePolicies.Select(policy => $"on {policy.Resource} {policy.Document.Text}"))
            .Append(string.Join(' ', holding.Tags.Select(tag => $"{tag.Key}={tag.Value}"))));

    private static AccessRequest RequestOf(AwsPrincipal principal, string action, string resource, string owner, Dictionary<string, ContextValues> values)
    {
        var context = new Dictionary<string, ContextValues>(values, StringComparer.OrdinalIgnoreCase);
        Say(context, "aws:ResourceAccount", owner);
        return new AccessRequest(principal, ActionName.Read(action)!.Value, new ResourceName(resource), owner, new RequestContext(context, isComplete: true));
    }

    /// <summary>What an action cannot be about is nobody's resource, so whose limits decide is no question.</summary>
    private static bool IsAboutResource(AccessRequest request) =>
        ActionCatalogue.Instance.ResourceTypes(request.CatalogueId!.Value).Count > 0 && SymbolicLawsTests.IsSensible(request);

    private static HeldLimit Fence(string target, PolicyText policy) => new(
        LimitKind.ResourceControlPolicy, target, $"fence on {target}", TestHolding.Text(policy.Text.Replace("{\"Effect\"", "{\"Principal\":\"*\",\"Effect\"", StringComparison.Ordinal)));

    private static AppliedPolicy Applied(HeldLimit limit) => new(limit.Name, PolicyDocument.Parse(limit.Document!.Text));

    private static string ForUser(string statement) => statement.Replace("{\"Effect\"", $"{{\"Principal\":{{\"AWS\":\"{User}\"}},\"Effect\"", StringComparison.Ordinal);

    private static void Say(Dictionary<string, ContextValues> values, string key, string? value)
    {
        if (value is not null)
        {
            values[key] = new ContextValues([value], ActionCatalogue.Instance.IsMultivalued(key));
        }
    }

    private static string Json(string[] texts) => $"[{string.Join(',', texts.Select(text => $"\"{text}\""))}]";
}
