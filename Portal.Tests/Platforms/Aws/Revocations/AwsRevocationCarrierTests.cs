using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Revocations;
using Portal.Hosting.Outbound;
using Portal.Sources.Connectors;
using Portal.Tests.Support;
using Portal.Tests.Support.Aws;

namespace Portal.Tests.Platforms.Aws.Revocations;

/// <summary>Looking, taking away and giving back by signed calls of IAM, on a socket that takes only what is signed right.</summary>
public sealed class AwsRevocationCarrierTests
{
    private const string Odd = "{\n  \"Version\" : \"2012-10-17\",\r\n\t\"Statement\":[ {\"Effect\":\"Allow\",\"Action\":[\"s3:Get*\"],\"Resource\":\"arn:aws:s3:::a+b%20c/ü/*\"} ]\n}\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Role")]
    [InlineData("User")]
    public async Task A_policy_that_is_written_in_comes_back_letter_by_letter(string kind)
    {
        await using var iam = await IamStandIn.StartAsync();
        Add(iam, kind);
        iam.Put(kind, "agent", "odd", Odd);
        iam.Put(kind, "agent", "other", "{}");
        var held = iam.Holds(kind, "agent");
        var carrier = Carrier(iam);
        var target = new GrantTarget(Arn(kind), new(EntitlementKind.InlinePolicy, "odd", "odd"));

        var before = await carrier.LookAsync(target, Token);
        Assert.True(before.IsPresent);
        Assert.Equal(Odd, Assert.Single(before.Documents).Text);
        await carrier.TakeAwayAsync(target, Token);
        await carrier.TakeAwayAsync(target, Token);
        Assert.False((await carrier.LookAsync(target, Token)).IsPresent);
        Assert.DoesNotContain("odd", iam.Holds(kind, "agent"), StringComparison.Ordinal);
        await carrier.GiveBackAsync(target, before, Token);

        var after = await carrier.LookAsync(target, Token);
        Assert.True(after.IsPresent && after.BringsTheSameAs(before) && after.Owner == before.Owner);
        Assert.Equal(held, iam.Holds(kind, "agent"));
    }

    [Theory]
    [InlineData("Role")]
    [InlineData("User")]
    public async Task An_attached_policy_is_found_on_the_second_page_and_comes_back(string kind)
    {
        await using var iam = await IamStandIn.StartAsync();
        Add(iam, kind);
        iam.Attach(kind, "agent", iam.AddPolicy("first", "{}"));
        var policy = iam.AddPolicy("second", Odd);
        iam.Attach(kind, "agent", policy);
        var held = iam.Holds(kind, "agent");
        var carrier = Carrier(iam);
        var target = new GrantTarget(Arn(kind), new(EntitlementKind.ManagedPolicy, policy, "second"));

        var before = await carrier.LookAsync(target, Token);
        await carrier.TakeAwayAsync(target, Token);
        var between = await carrier.LookAsync(target, Token);
        await carrier.GiveBackAsync(target, before, Token);

        Assert.Equal((true, false), (before.IsPresent, between.IsPresent));
        Assert.True(between.BringsTheSameAs(before));
        Assert.Equal(held, iam.Holds(kind, "agent"));
    }

    [Fact]
    public async Task A_membership_brings_what_its_group_holds_and_comes_back()
    {
        await using var iam = await IamStandIn.StartAsync();
        iam.AddUser("agent");
        iam.AddGroup("readers", ("read", Odd), ("list", "{}"));
        iam.Join("agent", "readers");
        var carrier = Carrier(iam);
        var target = new GrantTarget(Arn("User"), new(EntitlementKind.GroupMembership, "readers", "readers"));

        var before = await carrier.LookAsync(target, Token);
        await carrier.TakeAwayAsync(target, Token);
        var between = await carrier.LookAsync(target, Token);
        iam.AddGroup("readers", ("read", Odd), ("list", "{}"), ("all", "{}"));
        var grown = await carrier.LookAsync(target, Token);
        await carrier.GiveBackAsync(target, before, Token);

        Assert.Equal(["list", "read"], before.Documents.Select(d => d.Name));
        Assert.Equal((true, false), (before.IsPresent, between.IsPresent));
        Assert.True(between.BringsTheSameAs(before));
        Assert.False(grown.BringsTheSameAs(before));
        Assert.Equal("readers", iam.Holds("User", "agent"));
    }

    [Fact]
    public async Task A_name_that_stands_for_another_principal_is_never_acted_on()
    {
        await using var iam = await IamStandIn.StartAsync();
        iam.AddRole("agent");
        iam.Put("Role", "agent", "odd", Odd);
        var elsewhere = new GrantTarget("arn:aws:iam::999999999999:role/agent", new(EntitlementKind.InlinePolicy, "odd", "odd"));

        var refused = await Assert.ThrowsAsync<PlatformCallException>(() => Carrier(iam).LookAsync(elsewhere, Token));

        Assert.Equal(PlatformCallFailure.Refused, refused.Failure);
        Assert.Empty(iam.Changes);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:group/agent", EntitlementKind.InlinePolicy, "odd")]
    [InlineData("arn:aws:iam::123456789012:policy/agent", EntitlementKind.InlinePolicy, "odd")]
    [InlineData("arn:aws:iam::123456789012:role/agent", EntitlementKind.GroupMembership, "readers")]
    [InlineData("arn:aws:iam::123456789012:role/agent", EntitlementKind.ManagedPolicy, "arn:aws:iam::123456789012:role/agent")]
    [InlineData("agent", EntitlementKind.InlinePolicy, "odd")]
    internal async Task An_id_of_the_wrong_kind_is_refused_before_any_call(string principal, EntitlementKind kind, string key)
    {
        await using var iam = await IamStandIn.StartAsync();
        var target = new GrantTarget(principal, new(kind, key, key));
        var carrier = Carrier(iam);

        foreach (var act in new Func<Task>[] { () => carrier.LookAsync(target, Token), () => carrier.TakeAwayAsync(target, Token), () => carrier.GiveBackAsync(target, new("x", IsPresent: true, []), Token) })
        {
            Assert.Equal(PlatformCallFailure.Refused, (await Assert.ThrowsAsync<PlatformCallException>(act)).Failure);
        }
        Assert.Empty(iam.Calls);
    }

    [Fact]
    public async Task Who_signs_with_another_key_is_refused_and_the_secret_stands_in_no_message()
    {
        await using var iam = await IamStandIn.StartAsync();
        iam.AddRole("agent");

        var refused = await Assert.ThrowsAsync<PlatformCallException>(() => Carrier(iam, secret: "canary-of-another-key").LookAsync(new(Arn("Role"), new(EntitlementKind.InlinePolicy, "odd", "odd")), Token));

        Assert.Equal(PlatformCallFailure.Refused, refused.Failure);
        Assert.DoesNotContain("canary", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_of_its_role_allows_every_call_that_it_makes_there_and_nothing_elsewhere_or_on_itself()
    {
        const string Itself = $"arn:aws:iam::{IamStandIn.Account}:role/governance-remediation";
        var policy = CarrierRolePolicy.Write([IamStandIn.Account, "210987654321"], Itself);
        Assert.True(policy.Length < 6144);
        var engine = new AwsPermissionEngine();
        var text = engine.Read(policy);
        Assert.NotNull(text);
        using var read = JsonDocument.Parse(policy);
        var actions = read.RootElement.GetProperty("Statement").EnumerateArray()
            .Where(s => s.GetProperty("Effect").GetString() == "Allow")
            .SelectMany(s => s.GetProperty("Action").EnumerateArray().Select(a => a.GetString()!)).ToHashSet(StringComparer.Ordinal);

        // What the carrier calls, by its source.
        string[] called =
        [
            "GetRole", "GetUser", "ListAttachedRolePolicies", "ListAttachedUserPolicies", "GetRolePolicy", "GetUserPolicy", "ListGroupsForUser", "ListGroupPolicies",
            "GetGroupPolicy", "ListAttachedGroupPolicies", "GetPolicy", "GetPolicyVersion", "DetachRolePolicy", "DetachUserPolicy", "AttachRolePolicy", "AttachUserPolicy",
            "DeleteRolePolicy", "DeleteUserPolicy", "PutRolePolicy", "PutUserPolicy", "RemoveUserFromGroup", "AddUserToGroup",
        ];
        Assert.Equal(called.Select(c => $"iam:{c}").Order(StringComparer.Ordinal), actions.Order(StringComparer.Ordinal));
        var resources = read.RootElement.GetProperty("Statement").EnumerateArray().SelectMany(s => s.GetProperty("Resource").EnumerateArray().Select(r => r.GetString()!)).ToList();
        Assert.DoesNotContain("*", resources);
        Assert.All(resources, r => Assert.Contains(r.Split(':')[4], new[] { IamStandIn.Account, "210987654321", "aws" }));
        Assert.Contains(Itself, resources);
    }

    private static void Add(IamStandIn iam, string kind)
    {
        if (kind == "Role")
        {
            iam.AddRole("agent");
        }
        else
        {
            iam.AddUser("agent");
        }
    }

    private static string Arn(string kind) => $"arn:aws:iam::{IamStandIn.Account}:{kind.ToLowerInvariant()}/agent";

    private static IRevocationCarrier Carrier(IamStandIn iam, string secret = BucketStandIn.SecretKey)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Connectors:AwsAccessKey", BucketStandIn.AccessKey), new("Connectors:AwsSecretKey", secret), new("Outbound:AllowedPrivate", "127.0.0.1")]).Build();
        return new AwsCarriers([new ScriptedPlatform()], AwsAccount.From(configuration), OutboundGuard.Create(OutboundSettings.From(configuration)))
            .Find(Platform.Aws, new Dictionary<string, string>(StringComparer.Ordinal) { ["carryOut"] = "on", ["carryEndpoint"] = iam.Address.AbsoluteUri })!;
    }
}
