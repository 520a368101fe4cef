using Portal.Data.Access;
using Portal.Data.Changes.Delegates;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Sources;
using Portal.Tests.Support;
using PolicyDocument = Portal.Data.Inventory.PolicyDocument;

namespace Portal.Tests.Changes.Delegates;

/// <summary>A role of people, and calls that agents make with it.</summary>
internal sealed class DelegateCase
{
    /// <summary>May do a little of each kind in one service.</summary>
    public const string Rights = """{"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Allow","Action":["sqs:CreateQueue","sqs:DeleteQueue","sqs:ListQueues","sqs:AddPermission"],"Resource":"*"}]}""";

    private DelegateCase(TestPortalData data, Source source, Identity role)
    {
        Data = data;
        Source = source;
        Role = role;
    }

    /// <summary>The portal.</summary>
    public TestPortalData Data { get; }

    /// <summary>Where events come from.</summary>
    public Source Source { get; }

    /// <summary>The role.</summary>
    public Identity Role { get; }

    /// <summary>Makes it.</summary>
    /// <param name="data">Where.</param>
    /// <param name="policies">What the role holds.</param>
    public static async Task<DelegateCase> CreateAsync(TestPortalData data, params IReadOnlyList<string> policies)
    {
        var source = A.Source();
        var role = An.Identity(source, "Developers");
        await data.StoreAsync(source, role);
        foreach (var (policy, number) in policies.Select((p, i) => (p, i)))
        {
            var name = $"policy-{number}";
            await data.StoreAsync(
                new PolicyDocument { Hash = PolicyNormalizer.Hash(policy), Platform = Platform.Aws, Text = policy },
                new Entitlement
                {
                    IdentityId = role.Id,
                    Kind = EntitlementKind.InlinePolicy,
                    Key = name,
                    Name = name,
                    Documents = [new GrantDocument(name, PolicyNormalizer.Hash(policy))],
                    ObservedFrom = An.Instant,
                });
        }
        return new(data, source, role);
    }

    /// <summary>A call that the AWS CLI says Claude Code made.</summary>
    public static string ByClaude(string id, DateTimeOffset at, string? person = "dana", string name = "CreateQueue", string? error = null) =>
        Marked(id, at, "aws-cli/2.36.7 md/awscrt#0.31.2 ua/2.1 os/macos#25.1.0 m/b,AN,E", person, name, error);

    /// <summary>A call through the MCP server that AWS runs.</summary>
    public static string ByMcp(string id, DateTimeOffset at, string? person = "dana", string name = "CreateQueue") =>
        Marked(id, at, "aws-mcp.amazonaws.com", person, name).Replace(
            "\"userIdentity\":{", "\"userIdentity\":{\"invokedBy\":\"aws-mcp.amazonaws.com\",", StringComparison.Ordinal);

    /// <summary>A call of the role with this user agent.</summary>
    public static string Marked(string id, DateTimeOffset at, string userAgent, string? person = "dana", string name = "CreateQueue", string? error = null)
    {
        var record = CloudTrail.Record(name, id, at, new { queueName = "orders" }, error, actor: "Developers", service: "sqs")
            .Replace("aws-sdk-go-v2/1.30.3", userAgent, StringComparison.Ordinal);
        return person is null ? record : record.Replace("\"sessionContext\":{", $"\"sessionContext\":{{\"sourceIdentity\":\"{person}\",", StringComparison.Ordinal);
    }

    /// <summary>Sends events.</summary>
    public Task IngestAsync(params IReadOnlyList<string> records) => IngestEventsTests.IngestAsync(Data, Source, records);

    /// <summary>The delegated identities.</summary>
    public async Task<IReadOnlyList<DelegateRow>> ListAsync(DelegateFilter? filter = null, PageRequest? page = null) =>
        (await Data.Get<DelegateQueries>().ListAsync(filter ?? new(), page ?? new(), Caller.System("tests"), CancellationToken.None)).Items;

    /// <summary>The only one, with its ceiling.</summary>
    public async Task<DelegateDetail> OnlyAsync() =>
        await Data.Get<DelegateQueries>().FindAsync(Assert.Single(await ListAsync()).Id, Caller.System("tests"), CancellationToken.None)
            ?? throw new InvalidOperationException("It was there just now.");
}
