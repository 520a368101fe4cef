using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Tests.Platforms.Aws.Organizations;

/// <summary>Makes small organizations in which everything that decides comes together: groups, boundaries, levels of limits on callers and resources, trust in circles, resource policies, documents that nobody can read.</summary>
internal sealed class RandomOrganization
{
    private static readonly string[] Accounts = ["111111111111", "222222222222", "333333333333"];
    private static readonly string[] Actions = ["s3:GetObject", "s3:*", "s3:PutObject", "sts:AssumeRole", "sts:*", "*", "iam:CreateUser", "iam:PassRole", "kms:Decrypt", "ec2:DescribeInstances", "dynamodb:Get*"];
    private static readonly string[] Roles = ["alpha", "beta", "gamma", "delta"];

    private static readonly string[] Conditions =
    [
        """{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}""",
        """{"StringEquals":{"aws:PrincipalTag/team":"red"}}""",
        """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/alpha"}}""",
        """{"StringEquals":{"aws:PrincipalAccount":"111111111111"}}""",
    ];

    private readonly Random _random;
    private readonly OrganizationPool _pool = new();

    private RandomOrganization(int seed) => _random = new Random(seed);

    /// <summary>The resources that questions are about: objects with and without a bucket policy, roles, a key, everything.</summary>
    public static string[] Resources { get; } =
        ["arn:aws:s3:::bucket-a/one", "arn:aws:s3:::bucket-b/two", "arn:aws:iam::222222222222:role/beta", "arn:aws:kms:eu-central-1:111111111111:key/k1", "*"];

    /// <summary>The actions that questions are about.</summary>
    public static string[] Questions { get; } = ["s3:GetObject", "s3:PutObject", "sts:AssumeRole", "iam:CreateUser", "iam:PassRole", "kms:Decrypt", "ec2:DescribeInstances", "sts:GetCallerIdentity"];

    /// <summary>Makes one; equal seeds make equal organizations.</summary>
    public static Organization Make(int seed) => new RandomOrganization(seed).Make();

    private Organization Make()
    {
        var documents = Enumerable.Range(0, 8).Select(_ => Document(() => Statement(principal: null))).ToArray();
        var holders = new List<Holder>();
        foreach (var account in Accounts)
        {
            foreach (var role in Roles.Where(_ => _random.Next(4) > 0))
            {
                holders.Add(Holder(account, $"role/{(_random.Next(6) == 0 ? "aws-service-role/x/" : string.Empty)}{role}", IdentityKind.Role, documents));
            }
            holders.Add(Holder(account, "user/ann", IdentityKind.User, documents));
        }
        var places = Accounts.Where(_ => _random.Next(5) > 0).Select((account, number) => new Place(account, Limits(account, documents), IsManagement: number == 0 && _random.Next(2) == 0, IsKnown: true));
        var resources = new List<HeldResourcePolicy>();
        if (_random.Next(2) == 0)
        {
            resources.Add(new("arn:aws:s3:::bucket-a", Pick(Accounts), Document(() => Statement(Principal()))));
        }
        if (_random.Next(2) == 0)
        {
            resources.Add(new("arn:aws:kms:eu-central-1:111111111111:key/k1", Accounts[0], Document(() => Statement(Principal()))));
        }
        return new Organization(Platform.Aws, 1, holders, places.ToList(), resources);
    }

    private Holder Holder(string account, string name, IdentityKind kind, PolicyText[] documents)
    {
        var policies = documents.Where(_ => _random.Next(4) == 0).Select((document, number) => _random.Next(6) == 0
            ? _pool.Policy(EntitlementKind.GroupMembership, "people", "people", $"shared-{number}", document.Hash)
            : _pool.Policy(EntitlementKind.InlinePolicy, $"own-{number}", $"own-{number}", $"own-{number}", _random.Next(25) == 0 ? null : document.Hash));
        var arn = $"arn:aws:iam::{account}:{name}";
        var boundary = _random.Next(4) == 0 ? new[] { _pool.Limit(LimitKind.Boundary, arn, "boundary", Pick(documents).Hash) } : [];
        return new Holder
        {
            Id = Guid.CreateVersion7(),
            Source = Guid.Empty,
            NativeId = arn,
            Name = name[(name.LastIndexOf('/') + 1)..],
            Kind = kind,
            Container = account,
            Tags = _pool.Tags(_random.Next(2) == 0 ? new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "red" } : new(StringComparer.Ordinal)),
            Policies = _pool.Set([.. policies], boundary),
            Trust = kind == IdentityKind.Role && _random.Next(5) > 0 ? Document(() => Statement(Principal(), isTrust: true)) : null,
        };
    }

    private List<HeldLimit> Limits(string account, PolicyText[] documents)
    {
        var free = Add("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
        var limits = new List<HeldLimit> { _pool.Limit(LimitKind.ServiceControlPolicy, "r-1", "free", free.Hash) };
        if (_random.Next(2) == 0)
        {
            limits.Add(_pool.Limit(LimitKind.ServiceControlPolicy, "r-1", "guard", Pick(documents).Hash));
        }
        limits.Add(_pool.Limit(LimitKind.ServiceControlPolicy, account, "account", _random.Next(4) == 0 ? Pick(documents).Hash : free.Hash));
        if (_random.Next(3) == 0)
        {
            limits.Add(_pool.Limit(LimitKind.ResourceControlPolicy, account, "fence", Document(() => Statement("\"*\"")).Hash));
        }
        return limits;
    }

    private string Principal() => _random.Next(8) switch
    {
        0 => "\"*\"",
        1 => """{"Service":"lambda.amazonaws.com"}""",
        2 => "{\"AWS\":\"arn:aws:iam::999999999999:root\"}",
        3 or 4 => $$"""{"AWS":"arn:aws:iam::{{Pick(Accounts)}}:root"}""",
        5 => $$"""{"AWS":"arn:aws:iam::{{Pick(Accounts)}}:user/ann"}""",
        _ => $$"""{"AWS":["arn:aws:iam::{{Pick(Accounts)}}:role/{{Pick(Roles)}}","arn:aws:iam::{{Pick(Accounts)}}:role/{{Pick(Roles)}}"]}""",
    };

    private PolicyText Document(Func<string> statement) => Add(_random.Next(20) == 0
        ? """{"Version":"2012-10-17","Statement":[{"Effect":"Perhaps"}]}"""
        : """{"Version":"2012-10-17","Statement":[""" + string.Join(',', Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => statement())) + "]}");

    private string Statement(string? principal, bool isTrust = false)
    {
        var effect = _random.Next(isTrust ? 12 : 5) == 0 ? "Deny" : "Allow";
        var action = isTrust ? "sts:AssumeRole" : Pick(Actions);
        var resource = _random.Next(3) == 0 ? "*" : _random.Next(6) switch
        {
            0 => "arn:aws:s3:::bucket-a/*",
            1 => "arn:aws:s3:::bucket-*/o*",
            2 => $"arn:aws:iam::{Pick(Accounts)}:role/*",
            3 => $"arn:aws:iam::*:role/{Pick(Roles)}",
            4 => "arn:aws:kms:*:*:key/*",
            _ => "arn:aws:s3:::bucket-b/${aws:PrincipalTag/team}",
        };
        var resources = isTrust ? string.Empty : $",\"{(resource != "*" && _random.Next(12) == 0 ? "NotResource" : "Resource")}\":\"{resource}\"";
        var condition = _random.Next(4) > 0 ? string.Empty : $",\"Condition\":{Pick(Conditions)}";
        return $"{{\"Effect\":\"{effect}\",\"{(!isTrust && _random.Next(10) == 0 ? "NotAction" : "Action")}\":\"{action}\"{resources}{condition}{(principal is null ? string.Empty : $",\"Principal\":{principal}")}}}";
    }

    private PolicyText Add(string text) => _pool.Add(PolicyNormalizer.Hash(text), text);

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
