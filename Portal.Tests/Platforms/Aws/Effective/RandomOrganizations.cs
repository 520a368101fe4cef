using System.Text.Json;
using CsCheck;
using Portal.Data.Platforms;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>
/// Random organizations in which identities share documents, with conditions, variables, exceptions, denies, limits of all kinds, names outside
/// the catalogue and unreadable documents.
/// </summary>
internal static class RandomOrganizations
{
    private const string Everything = """{"Effect":"Allow","Action":"*","Resource":"*"}""";

    private static readonly string[] Actions =
    [
        "*", "s3:*", "s3:Get*", "s3:GetObject", "s3:DeleteObject", "s3:ListAllMyBuckets", "dynamodb:*", "iam:*", "iam:AttachRolePolicy", "iam:PutRolePolicy",
        "iam:PutUserPolicy", "iam:DetachRolePolicy", "iam:CreatePolicyVersion", "iam:DeleteRolePermissionsBoundary", "sts:AssumeRole", "kms:Decrypt", "sqs:*", "ec2:Terminate*",
        "nosuch:*", "nosuch:DeleteThing", "NoSuch:deletething", "s3:NoSuchAction",
    ];

    private static readonly string[] Resources =
    [
        "*", "*", "arn:aws:s3:::*", "arn:aws:s3:::a/*", "arn:aws:s3:::*/x", "arn:aws:s3:::${aws:PrincipalAccount}/*", "arn:aws:s3:::${aws:PrincipalTag/team}/*",
        "arn:aws:iam::*:role/alpha", "arn:aws:iam::*:role/*", "arn:aws:iam::111111111111:policy/p1", "arn:aws:dynamodb:*:*:table/a*",
        "arn:aws:sqs:*:222222222222:*", "arn:aws:sqs:*:*:q",
    ];

    private static readonly string?[] Conditions =
    [
        null, null, null, null, null, null,
        """{"StringEquals":{"aws:RequestedRegion":"eu"}}""", """{"StringNotEquals":{"aws:RequestedRegion":"eu"}}""", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""",
        """{"StringEquals":{"aws:PrincipalTag/team":"red"}}""", """{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/alpha"}}""",
        """{"StringEquals":{"aws:PrincipalAccount":"111111111111"}}""", """{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}""",
    ];

    private static readonly string[] Names =
    [
        "111111111111:role/alpha", "111111111111:role/beta", "222222222222:role/alpha", "222222222222:user/ann", "111111111111:user/ann",
        "111111111111:role/aws-service-role/x.amazonaws.com/alpha", "111111111111:role/aws-reserved/sso.amazonaws.com/alpha",
    ];

    private static readonly Gen<string> Statement = Gen.Select(
        Gen.OneOf("Allow", "Allow", "Allow", "Deny"),
        Gen.OneOf(Actions).Array[1, 3],
        Gen.OneOf(Resources).Array[1, 2],
        Gen.OneOf(Conditions),
        Gen.OneOf(0, 0, 0, 0, 0, 0, 0, 1, 2),
        (effect, actions, resources, condition, negation) =>
            $$"""{"Effect":"{{effect}}","{{(negation == 1 ? "NotAction" : "Action")}}":{{JsonSerializer.Serialize(actions)}},"{{(negation == 2 ? "NotResource" : "Resource")}}":{{JsonSerializer.Serialize(resources)}}{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""");

    /// <summary>A document, at times unreadable or unknown.</summary>
    public static readonly Gen<PolicyText?> Document = Gen.Frequency<PolicyText?>(
        (14, Statement.Array[1, 3].Select(statements => (PolicyText?)RandomHoldings.Text(statements))),
        (3, Gen.Const<PolicyText?>(RandomHoldings.Text([Everything]))),
        (1, Gen.Const<PolicyText?>(RandomHoldings.Text(["""{"Effect":"Perhaps"}"""]))),
        (1, Gen.Const(() => (PolicyText?)null)));

    /// <summary>The holdings of one.</summary>
    public static readonly Gen<Holding[]> Holders = Document.Array[6].SelectMany(documents => Gen.Select(
        Document.Array[0, 2],
        Document.Array[0, 1].Array[3],
        Statement.Array[0, 2],
        Holder(documents).Array[2, 8],
        (levels, fences, onBucket, holders) => holders.Select(holder => holder with
        {
            Limits =
            [
                .. levels.SelectMany((document, i) => new[] { Limit(LimitKind.ServiceControlPolicy, $"level{i}", document), Limit(LimitKind.ServiceControlPolicy, $"level{i}", RandomHoldings.Text([Everything])) }.Take(1 + (i % 2))),
                .. Fences(fences, holder.Container),
                .. holder.Limits,
            ],
            LimitsOnResources = Accounts.ToDictionary(account => account, account => (IReadOnlyList<HeldLimit>)Fences(fences, account), StringComparer.Ordinal),
            ResourcePolicies = onBucket.Length == 0 ? [] : [new HeldResourcePolicy("arn:aws:s3:::a", "111111111111", RandomHoldings.Text([.. onBucket.Select(ForAlpha)]))],
        }).ToArray()));

    private static string[] Accounts => ["111111111111", "222222222222"];

    /// <summary>Resource control policies above an account: those of the root and its own.</summary>
    private static HeldLimit[] Fences(PolicyText?[][] fences, string account) =>
    [
        .. fences[0].Select(document => Limit(LimitKind.ResourceControlPolicy, "root", document)),
        .. fences[1 + Array.IndexOf(Accounts, account)].Select(document => Limit(LimitKind.ResourceControlPolicy, account, document)),
    ];

    private static Gen<Holding> Holder(PolicyText?[] documents) => Gen.Select(
        Gen.OneOf(Names),
        Gen.Int[0, documents.Length - 1].Array[0, 3],
        Gen.Int[-documents.Length, documents.Length - 1],
        Gen.Bool,
        Gen.Int[0, 9],
        (name, held, boundary, isTagged, chance) => new Holding(
            $"arn:aws:iam::{name}",
            name.Contains("user/", StringComparison.Ordinal) ? IdentityKind.User : IdentityKind.Role,
            name[..12],
            IsManagement: chance == 0,
            isTagged ? new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "red" } : [],
            [.. held.Select(i => new HeldPolicy(EntitlementOf(i), $"p{i}", documents[i]))],
            boundary < 0 ? [] : [Limit(LimitKind.Boundary, $"arn:aws:iam::{name}", documents[boundary])],
            []));

    private static EntitlementRef EntitlementOf(int number) => (number % 3) switch
    {
        0 => new(EntitlementKind.InlinePolicy, $"p{number}", $"p{number}"),
        1 => new(EntitlementKind.ManagedPolicy, $"arn:aws:iam::111111111111:policy/p{number}", $"p{number}"),
        _ => new(EntitlementKind.GroupMembership, "people", "people"),
    };

    private static HeldLimit Limit(LimitKind kind, string target, PolicyText? document) => new(kind, target, $"limit {document?.Hash[..4]}", document);

    private static string ForAlpha(string statement) =>
        statement.Replace("{\"Effect\"", """{"Principal":{"AWS":"arn:aws:iam::111111111111:role/alpha"},"Effect" """.TrimEnd(), StringComparison.Ordinal);
}
