using System.Text.Json.Nodes;
using CsCheck;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>
/// Random simulation cases: callers and policies of every kind over a small world, so that statements often meet the request. The same seed
/// gives the same cases.
/// </summary>
internal static class RandomCases
{
    private const string Mine = "111111111111";
    private const string Foreign = "222222222222";

    private static readonly Gen<JsonNode> Callers = AnyOf(
        "arn:aws:iam::111111111111:user/alice", "arn:aws:iam::111111111111:user/alice", "arn:aws:iam::111111111111:user/team/bob",
        "arn:aws:sts::111111111111:assumed-role/agent/run-1", "arn:aws:sts::111111111111:assumed-role/agent/run-1", "arn:aws:iam::111111111111:role/agent",
        "arn:aws:iam::111111111111:root", "arn:aws:sts::111111111111:federated-user/alice", "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
        "logging.s3.amazonaws.com", "anonymous").Select(text => text == "anonymous" ? new JsonObject { ["type"] = "Anonymous" } : (JsonNode)JsonValue.Create(text));

    private static readonly Gen<(string Action, string Resource)> Asked = AnyOf(
        ("s3:GetObject", "arn:aws:s3:::reports/q1.csv"), ("s3:GetObject", "arn:aws:s3:::reports/q1.csv"), ("s3:GetObject", "arn:aws:s3:::alice/a*b"),
        ("s3:PutObject", "arn:aws:s3:::reports/red/x"), ("s3:ListBucket", "arn:aws:s3:::reports"), ("s3:PutBucketPolicy", "arn:aws:s3:::reports"),
        ("s3:ListAllMyBuckets", "*"), ("sqs:SendMessage", "arn:aws:sqs:eu-central-1:111111111111:jobs"), ("kms:Decrypt", "arn:aws:kms:eu-central-1:111111111111:key/k-1"),
        ("kms:RetireGrant", "arn:aws:kms:eu-central-1:111111111111:key/k-1"), ("kms:ListKeys", "*"), ("sts:AssumeRole", "arn:aws:iam::111111111111:role/target"),
        ("sts:GetSessionToken", "*"), ("sts:GetCallerIdentity", "*"), ("ec2:StartInstances", "arn:aws:ec2:eu-central-1:111111111111:instance/i-1"),
        ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-central-1:111111111111:secret:agents/db-x1"),
        ("iam:AttachRolePolicy", "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1"));

    private static readonly Gen<string> ActionEntries = AnyOf(
        "*", "*", "*:*", "s3:*", "s3:*", "s3:Get*", "S3:getOBJECT", "s3:?etObject", "s3:*t*", "s3:Put*", "s3:List*", "sqs:*", "kms:*", "kms:Decrypt", "kms:R*Grant",
        "sts:*", "sts:AssumeRole", "ec2:*Instances", "secretsmanager:Get*", "iam:*", "s3:GetObject?");

    private static readonly Gen<string> ResourceEntries = AnyOf(
        "*", "*", "*", "arn:aws:s3:::reports/*", "arn:aws:s3:::reports*", "arn:aws:s3:::reports/q?.csv", "arn:aws:s3:::REPORTS/*", "arn:aws:s3:::${aws:username}/*",
        "arn:aws:s3:::reports/${aws:PrincipalTag/team, 'red'}/*", "arn:aws:s3:::alice/a${*}b", "arn:aws:s3:::${aws:TagKeys}/*", "arn:aws:s3:*", "arn:aws:*", "arn:*:s3:::reports",
        "arn:aws:sqs:*:111111111111:*", "arn:aws:kms:${aws:RequestedRegion}:*:key/*", "arn:aws:iam::*:role/t*", "arn:aws:ec2:*:*:instance*/*",
        "arn:aws:secretsmanager:eu-*-1:${aws:PrincipalAccount}:secret:agents/*", "arn:aws:sqs:*:jobs");

    private static readonly Gen<string> PrincipalEntries = AnyOf(
        "arn:aws:iam::111111111111:user/alice", "arn:aws:iam::111111111111:user/alice", "arn:aws:iam::111111111111:user/team/bob", "arn:aws:iam::111111111111:role/agent",
        "arn:aws:iam::111111111111:role/path/agent", "arn:aws:sts::111111111111:assumed-role/agent/run-1", "arn:aws:sts::111111111111:federated-user/alice",
        "arn:aws:iam::111111111111:root", "111111111111", "222222222222", "arn:aws:iam::222222222222:root", "*", "AIDAEXAMPLE");

    private static readonly Gen<JsonNode> Principals = Gen.Frequency(
        (2, Gen.Const("*").Select(text => (JsonNode)JsonValue.Create(text))),
        (5, PrincipalEntries.Array[1, 3].Select(entries => (JsonNode)new JsonObject { ["AWS"] = Texts(entries) })),
        (1, Gen.Const("logging.s3.amazonaws.com").Select(service => (JsonNode)new JsonObject { ["Service"] = service })));

    private static readonly Gen<(string By, string Key, string[] Values)> Conditions = Gen.OneOf(
        Condition(["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike", "StringEqualsIfExists", "StringNotLikeIfExists"],
            ["aws:username", "aws:PrincipalTag/team", "AWS:principaltag/TEAM", "aws:RequestedRegion", "aws:PrincipalOrgID", "aws:TagKeys"],
            ["alice", "Alice", "a*", "?lice", "red", "RED", "${aws:PrincipalTag/team}", "${aws:username, 'alice'}", "${*}", "o-1", "eu-central-1", ""]),
        Condition(["ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAllValues:StringLike", "ForAnyValue:StringNotEquals", "ForAllValues:StringNotLike", "ForAnyValue:StringLikeIfExists"],
            ["aws:TagKeys", "aws:username", "aws:CalledVia"], ["env", "team", "t*", "alice", "${aws:username}", "cost*"]),
        Condition(["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEqualsIfExists"],
            ["s3:max-keys", "aws:MultiFactorAuthAge", "aws:EpochTime"], ["10", "10.0", "9.5", "1767225600", "-1", "ten"]),
        Condition(["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThan", "DateLessThanEquals", "DateGreaterThanEquals"],
            ["aws:CurrentTime", "aws:EpochTime"], ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "1767225600", "2030-01-01", "soon"]),
        Condition(["Bool", "BoolIfExists", "Null"], ["aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:username", "aws:TagKeys"], ["true", "false", "True"]),
        Condition(["IpAddress", "NotIpAddress", "IpAddressIfExists"], ["aws:SourceIp"], ["203.0.113.0/24", "203.0.113.9", "203.0.113.77/25", "0.0.0.0/0", "::/0", "2001:db8::/33"]),
        Condition(["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLikeIfExists"], ["aws:PrincipalArn", "aws:SourceArn"],
            ["arn:aws:iam::111111111111:role/agent", "arn:aws:iam::*:user/*", "arn:aws:sns:*:*:t*", "arn:aws:iam::111111111111:*", "arn:aws:sns:*:t1", "arn:${aws:PrincipalTag/team}:*"]),
        Condition(["BinaryEquals"], ["x:digest"], ["QUJD", "QUJE"]));

    private static readonly Gen<JsonObject> Context = Gen.Select(
        Maybe("aws:username", 3, "alice", "bob", "*"), Maybe("aws:PrincipalTag/Team", 2, "red", "Red", "arn"), Maybe("aws:RequestedRegion", 3, "eu-central-1", "us-east-1"),
        Maybe("aws:PrincipalOrgID", 1, "o-1", "o-2"), Maybe("aws:PrincipalAccount", 3, Mine, Foreign), Maybe("aws:SecureTransport", 2, "true", "false", "TRUE"),
        Maybe("aws:MultiFactorAuthPresent", 1, "true", "false"), Several(
            Maybe("aws:SourceIp", 2, "203.0.113.9", "198.51.100.1", "2001:db8::1"), Maybe("aws:CurrentTime", 2, "2026-01-01T00:00:00Z", "2027-06-01T12:00:00Z"),
            Maybe("aws:EpochTime", 1, "1767225600", "2026-01-01T00:00:00Z"), Maybe("s3:max-keys", 1, "10", "9", "many"), Maybe("aws:PrincipalArn", 2, "arn:aws:iam::111111111111:role/agent"),
            Maybe("aws:SourceArn", 1, "arn:aws:sns:eu-central-1:111111111111:t1"), Maybe("x:digest", 1, "QUJD"),
            AnyOf("env", "team", "cost-center").Array[0, 3].Select(values => ("aws:TagKeys", values.Length == 0 ? null : (JsonNode)Texts([.. values.Distinct()])))),
        (a, b, c, d, e, f, g, more) =>
        {
            var context = new JsonObject();
            foreach (var (key, value) in more.Append(a).Append(b).Append(c).Append(d).Append(e).Append(f).Append(g).Where(pair => pair.Item2 is not null))
            {
                context[key] = value!.DeepClone();
            }
            return context;
        });

    /// <summary>One case.</summary>
    public static Gen<JsonObject> Case { get; } = Gen.Select(
        Gen.Select(Callers, Asked, Gen.Frequency((4, Gen.Const(Mine)), (1, Gen.Const(Foreign))), Context),
        Named(Document(principals: false), 1, 3),
        Optional(1, 4, Named(Document(principals: false), 1, 2)),
        Optional(1, 3, Levels(principals: false)),
        Optional(1, 6, Levels(principals: true)),
        Optional(1, 2, Document(principals: true)),
        Optional(1, 5, Document(principals: false)),
        Gen.Select(Optional(1, 7, Named(Document(principals: true), 1, 1)), Gen.Int[0, 9], Gen.Int[0, 5]),
        (request, identity, boundary, service, resource, policy, session, more) =>
        {
            var json = new JsonObject
            {
                ["request"] = new JsonObject
                {
                    ["principal"] = request.Item1.DeepClone(),
                    ["action"] = request.Item2.Action,
                    ["resource"] = new JsonObject { ["resource"] = request.Item2.Resource, ["accountId"] = request.Item3 },
                    ["contextVariables"] = request.Item4.DeepClone(),
                },
                ["identityPolicies"] = identity.DeepClone(),
                ["serviceControlPolicies"] = service?.DeepClone() ?? new JsonArray(),
                ["resourceControlPolicies"] = resource?.DeepClone() ?? new JsonArray(),
            };
            void Add(string member, JsonNode? node)
            {
                if (node is not null)
                {
                    json[member] = node.DeepClone();
                }
            }
            Add("permissionBoundaryPolicies", boundary);
            Add("resourcePolicy", policy);
            Add("sessionPolicy", session);
            Add("vpcEndpointPolicies", more.Item1);
            Add("organization", more.Item2 == 0 ? new JsonObject { ["managementAccountId"] = Mine } : null);
            Add("additionalSettings", more.Item3 == 0 ? JsonNode.Parse("""{"s3":{"blockPublicAccess":true}}""") : null);
            return json;
        });

    /// <summary>A document with or without principals.</summary>
    public static Gen<JsonNode> Document(bool principals) => Gen.Select(
        Gen.Frequency((6, AnyOf<string?>("2012-10-17")), (1, AnyOf<string?>("2008-10-17")), (1, AnyOf<string?>((string?)null))),
        Statement(principals).Array[1, 3],
        (version, statements) =>
        {
            var document = new JsonObject();
            if (version is not null)
            {
                document["Version"] = version;
            }
            document["Statement"] = new JsonArray([.. statements.Select(statement => statement.DeepClone())]);
            return (JsonNode)document;
        });

    /// <summary>One of some values.</summary>
    public static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>The first cases of a seed, numbered.</summary>
    public static IEnumerable<JsonObject> First(int count, uint seed)
    {
        var random = new PCG(seed, seed);
        for (var number = 0; number < count; number++)
        {
            var json = Case.Generate(random, null, out _);
            json["id"] = $"{number}";
            yield return json;
        }
    }

    /// <summary>A statement with or without a principal.</summary>
    public static Gen<JsonObject> Statement(bool principals, string? effect = null) => Gen.Select(
        effect is null ? Gen.Frequency((3, Gen.Const("Allow")), (1, Gen.Const("Deny"))) : Gen.Const(effect),
        ActionEntries.Array[1, 2], ResourceEntries.Array[1, 2], Conditions.Array[0, 2], Principals, Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9],
        (how, actions, resources, conditions, principal, notAction, notResource, notPrincipal) =>
        {
            var statement = new JsonObject { ["Effect"] = how, [notAction == 0 ? "NotAction" : "Action"] = Texts(actions), [notResource == 0 ? "NotResource" : "Resource"] = Texts(resources) };
            if (principals && notPrincipal > 0)
            {
                statement[notPrincipal == 1 ? "NotPrincipal" : "Principal"] = principal.DeepClone();
            }
            foreach (var (by, key, values) in notAction % 2 == 0 ? [] : conditions)
            {
                var keys = statement["Condition"] as JsonObject ?? [];
                statement["Condition"] = keys;
                var ofOperator = keys[by] as JsonObject ?? [];
                keys[by] = ofOperator;
                if (!ofOperator.Any(known => known.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
                {
                    ofOperator[key] = Texts(values);
                }
            }
            return statement;
        });

    private static Gen<JsonNode> Named(Gen<JsonNode> documents, int least, int most) => documents.Array[least, most].Select(list =>
        (JsonNode)new JsonArray([.. list.Select((document, number) => (JsonNode)new JsonObject { ["name"] = $"policy-{number}", ["policy"] = document.DeepClone() })]));

    private static Gen<JsonNode> Levels(bool principals) => Named(Gen.Frequency((1, Document(principals)), (2, Gen.Const(0).Select(_ => Full(principals)))), 1, 2).Array[1, 2].Select(levels =>
        (JsonNode)new JsonArray([.. levels.Select((policies, number) => (JsonNode)new JsonObject { ["orgIdentifier"] = $"ou-{number}", ["policies"] = policies.DeepClone() })]));

    private static JsonNode Full(bool principals) => JsonNode.Parse($$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",{{(principals ? "\"Principal\":\"*\"," : string.Empty)}}"Action":"*","Resource":"*"}]}
        """)!;

    private static Gen<JsonNode?> Optional(int yes, int of, Gen<JsonNode> node) => Gen.Frequency((yes, node.Select(n => (JsonNode?)n)), (of - yes, AnyOf((JsonNode?)null)));

    private static Gen<(string, JsonNode?)> Maybe(string key, int ofFour, params string[] values) => Gen.Frequency(
        (ofFour, AnyOf(values).Select(value => (key, (JsonNode?)JsonValue.Create(value)))), (4 - ofFour, AnyOf<(string, JsonNode?)>((key, null))));

    private static Gen<(string, JsonNode?)[]> Several(params Gen<(string, JsonNode?)>[] keys) => keys.Aggregate(
        Gen.Const(Array.Empty<(string, JsonNode?)>()), (all, key) => Gen.Select(all, key, (before, one) => before.Append(one).ToArray()));

    private static Gen<(string By, string Key, string[] Values)> Condition(string[] operators, string[] keys, string[] values) =>
        Gen.Select(AnyOf(operators), AnyOf(keys), AnyOf(values).Array[1, 3]);

    private static JsonNode Texts(string[] texts) => texts.Length == 1 ? JsonValue.Create(texts[0]) : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
}
