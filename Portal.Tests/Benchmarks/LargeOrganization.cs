using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Sources;
using Portal.Tests.Support;
using PolicyDocument = Portal.Data.Inventory.PolicyDocument;

namespace Portal.Tests.Benchmarks;

/// <summary>
/// An organization as large ones look, always the same for the same figures: accounts under units with limits at each level, roles with policies
/// that AWS manages, that teams share and that are their own, one in seven under a boundary, trust in services, accounts and single roles.
/// </summary>
internal sealed class LargeOrganization
{
    private const int Accounts = 200;
    private const int Units = 16;
    private const int Boundaries = 20;
    private const int UnitLimits = 24;
    private const int Managed = 250;

    private static readonly string[] Services = ["s3", "dynamodb", "sqs", "sns", "kms", "lambda", "ec2", "rds", "logs", "secretsmanager", "ecs", "states", "events", "glue", "athena"];
    private static readonly string[] Verbs = ["Get*", "List*", "Describe*", "Put*", "Update*", "Create*", "Delete*", "Tag*", "Batch*"];
    private static readonly string[] Trusted = ["lambda", "ec2", "ecs-tasks", "codebuild", "glue", "states", "bedrock", "bedrock-agentcore"];

    private readonly Random _random;
    private readonly int _roles;
    private readonly Dictionary<string, PolicyDocument> _documents = new(StringComparer.Ordinal);
    private readonly List<GrantDocument> _managed = [];
    private readonly List<GrantDocument> _shared = [];
    private readonly List<GrantDocument> _own = [];
    private readonly List<string> _trusts = [];
    private readonly List<string> _boundaries = [];

    /// <summary>Makes one.</summary>
    /// <param name="roles">How many roles.</param>
    /// <param name="documents">How many distinct documents, at least 2,000.</param>
    /// <param name="seed">Equal seeds make equal organizations.</param>
    public LargeOrganization(int roles, int documents, int seed)
    {
        _random = new Random(seed);
        _roles = roles;
        Source = A.Source("Large organization");
        MakeDocuments(documents);
        MakeLimits();
        MakeRoles();
    }

    /// <summary>The source of it all.</summary>
    public Source Source { get; }

    /// <summary>Its one snapshot.</summary>
    public Snapshot Snapshot => new()
    {
        SourceId = Source.Id,
        TakenAt = An.Instant,
        ImportedAt = An.Instant,
        IsComplete = true,
        Counts = new SnapshotCounts(Identities.Count, Entitlements.Count, _documents.Count, Identities.Count, 0, 0, Entitlements.Count, 0),
    };

    /// <summary>The documents.</summary>
    public IReadOnlyCollection<PolicyDocument> Documents => _documents.Values;

    /// <summary>Hash of a document that one role in a hundred holds.</summary>
    public string SharedDocument => _shared[0].Hash!;

    /// <summary>The roles.</summary>
    public List<Identity> Identities { get; } = [];

    /// <summary>What they hold.</summary>
    public List<Entitlement> Entitlements { get; } = [];

    /// <summary>Boundaries and service control policies.</summary>
    public List<Limit> Limits { get; } = [];

    /// <summary>The tree.</summary>
    public List<Scope> Scopes { get; } = [];

    /// <summary>Trust policies, and those of some buckets.</summary>
    public List<ResourcePolicy> ResourcePolicies { get; } = [];

    private static string AccountOf(int number) => (100_000_000_000L + (number * 7_919L)).ToString(CultureInfo.InvariantCulture);

    private void MakeDocuments(int count)
    {
        foreach (var arn in ManagedPolicyCatalogue.Instance.Arns.Order(StringComparer.Ordinal).Where((_, i) => i % 5 == 0).Take(Managed))
        {
            _managed.Add(Add(arn[(arn.LastIndexOf('/') + 1)..], ManagedPolicyCatalogue.Instance.Find(arn)!.Text));
        }
        _managed.Add(Add("AdministratorAccess", Document("""{"Effect":"Allow","Action":"*","Resource":"*"}""")));
        for (var i = 0; i < Boundaries; i++)
        {
            _boundaries.Add(Add($"boundary-{i}", Document($$"""{"Effect":"Allow","Action":["s3:*","dynamodb:*","logs:*","lambda:*","sts:*","{{Services[i % Services.Length]}}:*"],"Resource":"*"}""", $$"""{"Effect":"Deny","Action":"iam:*","Resource":"arn:aws:iam::*:role/protected-{{i}}/*"}""")).Hash!);
        }
        for (var i = 0; i < 400; i++)
        {
            _trusts.Add(Add($"trust-{i}", Trust(i)).Hash!);
        }
        for (var i = 0; i < 400; i++)
        {
            _shared.Add(Add($"shared-{i}", Document([.. Enumerable.Range(0, 2 + _random.Next(4)).Select(_ => Statement(i, isShared: true))])));
        }
        while (_documents.Count < count - UnitLimits - 3)
        {
            _own.Add(Add($"own-{_own.Count}", Document([.. Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => Statement(_own.Count, isShared: false))])));
        }
    }

    private string Statement(int number, bool isShared)
    {
        var service = Services[_random.Next(Services.Length)];
        var actions = string.Join(',', Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => $"\"{service}:{Verbs[_random.Next(Verbs.Length)]}\""));
        if (_random.Next(40) == 0)
        {
            return $$"""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::{{AccountOf(_random.Next(Accounts))}}:role/team-{{_random.Next(40)}}/*"}""";
        }
        if (_random.Next(30) == 0)
        {
            return $$"""{"Effect":"Deny","Action":[{{actions}}],"Resource":"arn:aws:{{service}}:*:*:protected-{{number}}*"}""";
        }
        var resource = _random.Next(4) switch
        {
            0 => "*",
            1 => $"arn:aws:{service}:*:*:*",
            2 => service == "s3" ? $"arn:aws:s3:::bucket-{(isShared ? number % 50 : number)}/*" : $"arn:aws:{service}:eu-central-1:*:app-{number}*",
            _ => service == "s3" ? "arn:aws:s3:::shared-${aws:PrincipalAccount}/*" : $"arn:aws:{service}:eu-central-1:${{aws:PrincipalAccount}}:app-{number}*",
        };
        var condition = _random.Next(6) == 0 ? ""","Condition":{"StringEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]}}""" : string.Empty;
        return $$"""{"Effect":"Allow","Action":[{{actions}}],"Resource":"{{resource}}"{{condition}}}""";
    }

    private static string Trust(int number)
    {
        var principal = (number % 10) switch
        {
            < 7 => $$"""{"Service":"{{Trusted[number % Trusted.Length]}}.amazonaws.com"}""",
            < 9 => $$"""{"AWS":"arn:aws:iam::{{AccountOf(number % Accounts)}}:root"}""",
            _ => $$"""{"AWS":["arn:aws:iam::{{AccountOf(number % Accounts)}}:role/team-{{number % 40}}/role-{{number}}"]}""",
        };
        return Document($$"""{"Sid":"T{{number}}","Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}""");
    }

    private void MakeLimits()
    {
        var free = Add("FullAWSAccess", Document("""{"Sid":"Full","Effect":"Allow","Action":"*","Resource":"*"}""")).Hash!;
        var guard = Add("guard", Document(
            """{"Effect":"Deny","Action":["organizations:LeaveOrganization","cloudtrail:StopLogging","cloudtrail:DeleteTrail"],"Resource":"*"}""",
            """{"Effect":"Deny","NotAction":["iam:*","sts:*","organizations:*","cloudfront:*","route53:*","support:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]}}}""")).Hash!;
        var unit = Enumerable.Range(0, UnitLimits).Select(i => Add($"unit-{i}", Document(
            $$"""{"Effect":"Deny","Action":["{{Services[i % Services.Length]}}:Delete*","iam:CreateUser","iam:CreateAccessKey"],"Resource":"*"}""",
            $$"""{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::sealed-{{i}}/*"}""")).Hash!).ToList();
        AddScope("r-root", parent: null, ScopeKind.Root, free, guard);
        for (var i = 0; i < Units; i++)
        {
            AddScope($"ou-{i}", "r-root", ScopeKind.Unit, free, unit[i % UnitLimits]);
        }
        for (var i = 0; i < Accounts; i++)
        {
            AddScope(AccountOf(i), $"ou-{i % Units}", ScopeKind.Container, i % 5 == 0 ? [free, unit[(i / 5) % UnitLimits]] : [free]);
        }
    }

    private void AddScope(string id, string? parent, ScopeKind kind, params string[] limits)
    {
        Scopes.Add(new Scope { SourceId = Source.Id, NativeId = id, Parent = parent, Name = id, Kind = kind });
        Limits.AddRange(limits.Select(hash => new Limit
        {
            SourceId = Source.Id,
            Kind = LimitKind.ServiceControlPolicy,
            Target = id,
            Key = $"p-{hash[..8]}",
            Name = _documents[hash].Text.Length < 100 ? "FullAWSAccess" : $"limit-{hash[..4]}",
            DocumentHash = hash,
            ObservedFrom = An.Instant,
        }));
    }

    private void MakeRoles()
    {
        for (var number = 0; number < _roles; number++)
        {
            var account = AccountOf(number % Accounts);
            var arn = $"arn:aws:iam::{account}:role/team-{number % 40}/role-{number}";
            var identity = new Identity
            {
                SourceId = Source.Id,
                Platform = Platform.Aws,
                Kind = IdentityKind.Role,
                NativeId = arn,
                Name = $"role-{number}",
                Container = account,
                Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = $"team-{number % 40}" },
                LastUsedAt = An.Instant.AddDays(-(number % 200)),
                ContentHash = Hash($"content {number}"),
                PolicySetHash = Hash($"policies {number}"),
                ObservedFrom = An.Instant,
            };
            Identities.Add(identity);
            AddEntitlements(identity, number);
            ResourcePolicies.Add(new ResourcePolicy { SourceId = Source.Id, Resource = arn, Container = account, DocumentHash = _trusts[_random.Next(_trusts.Count)], ObservedFrom = An.Instant });
            if (number % 7 == 0)
            {
                Limits.Add(new Limit
                {
                    SourceId = Source.Id,
                    Kind = LimitKind.Boundary,
                    Target = arn,
                    Key = $"arn:aws:iam::{account}:policy/boundary",
                    Name = "boundary",
                    DocumentHash = _boundaries[_random.Next(_boundaries.Count)],
                    ObservedFrom = An.Instant,
                });
            }
        }
    }

    private void AddEntitlements(Identity identity, int number)
    {
        var held = new HashSet<GrantDocument>();
        if (number % 100 == 0)
        {
            held.Add(_shared[0]);
        }
        if (number % 500 == 0)
        {
            held.Add(_managed[^1]);
        }
        for (var i = _random.Next(3); i > 0; i--)
        {
            held.Add(_managed[_random.Next(_managed.Count - 1)]);
        }
        held.Add(_shared[1 + _random.Next(_shared.Count - 1)]);
        Entitlements.AddRange(held.Select(document => Entitlement(identity, EntitlementKind.ManagedPolicy, $"arn:aws:iam::{identity.Container}:policy/{document.Name}", document)));
        Entitlements.Add(Entitlement(identity, EntitlementKind.InlinePolicy, "own", _own[_random.Next(_own.Count)] with { Name = "own" }));
    }

    private static Entitlement Entitlement(Identity identity, EntitlementKind kind, string key, GrantDocument document) => new()
    {
        IdentityId = identity.Id,
        Kind = kind,
        Key = key,
        Name = document.Name,
        Documents = [document],
        ObservedFrom = An.Instant,
    };

    private GrantDocument Add(string name, string text)
    {
        var hash = PolicyNormalizer.Hash(text);
        _documents.TryAdd(hash, new PolicyDocument { Hash = hash, Platform = Platform.Aws, Text = text });
        return new(name, hash);
    }

    private static string Document(params string[] statements) => """{"Version":"2012-10-17","Statement":[""" + string.Join(',', statements) + "]}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
