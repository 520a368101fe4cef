using CsCheck;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Organizations;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Tests.Platforms.Aws.Organizations;

/// <summary>Who can do something: the same as asking for everyone one by one and trying every hop.</summary>
public sealed class WhoCanTests
{
    private static readonly AwsPermissionEngine Engine = new();
    private static readonly AwsOrganizationEngine Organizations = new(Engine);

    [Fact]
    public void It_finds_exactly_those_whom_asking_everyone_and_trying_every_hop_finds() =>
        Gen.Select(Gen.Int, Gen.OneOf(RandomOrganization.Questions), Gen.OneOf(RandomOrganization.Resources), Gen.Int[0, 3]).Sample(
            (seed, action, resource, depth) =>
            {
                var organization = RandomOrganization.Make(seed);

                var found = Organizations.WhoCan(organization, Question(action, resource), depth, CancellationToken.None);

                var expected = EveryoneWho(organization, Question(action, resource), depth);
                Assert.Equal(
                    expected.OrderBy(e => e.Key).Select(e => (organization.Holders[e.Key].NativeId, e.Value)),
                    found.Findings.OrderBy(f => f.Identity).Select(f => (organization.Holders[f.Identity].NativeId, f.Decision)));
            },
            iter: 400);

    [Fact]
    public void Every_way_works_hop_by_hop_and_comes_to_no_one_twice() =>
        Gen.Select(Gen.Int, Gen.OneOf(RandomOrganization.Questions), Gen.OneOf(RandomOrganization.Resources)).Sample(
            (seed, action, resource) =>
            {
                var organization = RandomOrganization.Make(seed);
                var question = Question(action, resource);

                foreach (var finding in Organizations.WhoCan(organization, question, 3, CancellationToken.None).Findings)
                {
                    var hops = Organizations.Explain(organization, question, finding);

                    Assert.Equal(finding.Via.Count + 1, hops.Count);
                    Assert.Equal(finding.Via, hops.Select(h => h.Becomes).OfType<int>());
                    Assert.Equal(finding.Via.Count + 1, finding.Via.Append(finding.Identity).Distinct().Count());
                    Assert.Equal(finding.Decision == AccessDecision.Allowed, hops.All(h => h.Answer.Decision == AccessDecision.Allowed));
                    Assert.DoesNotContain(hops, h => h.Answer.Decision is AccessDecision.ExplicitlyDenied or AccessDecision.ImplicitlyDenied);
                }
            },
            iter: 200);

    [Fact]
    public void Everyone_services_and_other_accounts_in_the_resources_own_policy_are_named_apart()
    {
        var pool = new OrganizationPool();
        const string Text = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["999999999999"],"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::logs/*"},{"Sid":"Open","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}]}""";
        var organization = new Organization(
            Platform.Aws, 1, [], [], [new HeldResourcePolicy("arn:aws:s3:::logs", "111111111111", pool.Add(PolicyNormalizer.Hash(Text), Text))]);

        var puts = Organizations.WhoCan(organization, Question("s3:PutObject", "arn:aws:s3:::logs/x"), 0, CancellationToken.None);
        var gets = Organizations.WhoCan(organization, Question("s3:GetObject", "arn:aws:s3:::logs/x"), 0, CancellationToken.None);

        Assert.Equal([("999999999999", AccessDecision.Allowed), ("logging.s3.amazonaws.com", AccessDecision.Allowed)], puts.Outsiders.Select(o => (o.Principal, o.Decision)));
        Assert.Equal([("*", AccessDecision.Allowed, "Open")], gets.Outsiders.Select(o => (o.Principal, o.Decision, o.Statement.Statement)));
    }

    [Fact]
    public void What_cannot_be_known_is_said()
    {
        var organization = RandomOrganization.Make(1);

        Assert.Contains(
            Organizations.WhoCan(organization, Question("nonsense", "*"), 0, CancellationToken.None).NotModelled, note => note.Contains("not an action", StringComparison.Ordinal));
        Assert.Contains(
            Organizations.WhoCan(organization, Question("s3:GetObjekt", "*"), 0, CancellationToken.None).NotModelled, note => note.Contains("spelling", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_holds_a_policy_too_complex_to_read_may_be_able_to()
    {
        var pool = new OrganizationPool();
        var document = new string('[', PolicyLimits.Depth + 1) + new string(']', PolicyLimits.Depth + 1);
        var hash = pool.Add(PolicyNormalizer.Hash(document), document).Hash;
        var holder = new Holder
        {
            Id = Guid.CreateVersion7(),
            Source = Guid.Empty,
            NativeId = "arn:aws:iam::111111111111:role/agent",
            Name = "agent",
            Kind = IdentityKind.Role,
            Container = "111111111111",
            Tags = pool.Tags(new Dictionary<string, string>(StringComparer.Ordinal)),
            Policies = pool.Set([pool.Policy(EntitlementKind.InlinePolicy, "own", "own", "own", hash)], []),
            Trust = null,
        };
        var organization = new Organization(Platform.Aws, 1, [holder], [], []);

        var found = Organizations.WhoCan(organization, Question("s3:GetObject", "arn:aws:s3:::logs/x"), 3, CancellationToken.None);

        Assert.Equal(AccessDecision.Conditional, Assert.Single(found.Findings).Decision);
        Assert.Contains("too complex", Assert.Single(Assert.Single(Organizations.Explain(organization, Question("s3:GetObject", "arn:aws:s3:::logs/x"), found.Findings[0])).Answer.NotModelled, sentence => sentence.Contains("was not read", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>Asks the engine of single questions for everyone, and for every pair whether one may become the other.</summary>
    private static Dictionary<int, AccessDecision> EveryoneWho(Organization organization, AccessQuestion question, int depth)
    {
        var numbers = Enumerable.Range(0, organization.Holders.Length).ToList();
        var onResource = organization.ResourcePolicies.Where(p => question.Resource == p.Resource || question.Resource.StartsWith(p.Resource + "/", StringComparison.Ordinal))
            .Concat(organization.Holders.Where(h => h.NativeId == question.Resource).Select(h => h.TrustPolicy).OfType<HeldResourcePolicy>()).ToList();
        var owner = onResource.Count == 0 && question.Resource.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? account : null;
        var direct = numbers.ToDictionary(n => n, n =>
        {
            var holder = organization.Holders[n];
            // What another account's resource lets in is not known without its policy; such identities are left out and the answer says so.
            return owner is not null && owner != holder.Container && !question.Action.StartsWith("sts:Get", StringComparison.Ordinal) && !IsWithoutResource(question.Action)
                ? AccessDecision.ImplicitlyDenied
                : Engine.Check(organization.HoldingOf(holder, onResource), question).Decision;
        });
        var hops = (
            from caller in numbers
            from role in numbers
            where caller != role && organization.Holders[role].Trust is not null
            let decision = Engine.Check(
                organization.HoldingOf(organization.Holders[caller], organization.Holders[role].TrustPolicy!), Question("sts:AssumeRole", organization.Holders[role].NativeId)).Decision
            where decision is AccessDecision.Allowed or AccessDecision.Conditional
            select (caller, role, decision)).ToList();
        var sure = Reach(direct.Where(d => d.Value == AccessDecision.Allowed).Select(d => d.Key), [.. hops.Where(h => h.decision == AccessDecision.Allowed).Select(h => (h.caller, h.role))], depth);
        var maybe = Reach(
            direct.Where(d => d.Value is AccessDecision.Allowed or AccessDecision.Conditional).Select(d => d.Key), [.. hops.Select(h => (h.caller, h.role))], depth);
        return maybe.ToDictionary(n => n, n => sure.Contains(n) ? AccessDecision.Allowed : AccessDecision.Conditional);
    }

    private static HashSet<int> Reach(IEnumerable<int> there, List<(int Caller, int Role)> hops, int depth)
    {
        var reached = there.ToHashSet();
        for (var hop = 0; hop < depth; hop++)
        {
            reached.UnionWith(hops.Where(h => reached.Contains(h.Role)).Select(h => h.Caller).ToList());
        }
        return reached;
    }

    private static bool IsWithoutResource(string action) => action is "ec2:DescribeInstances";

    private static AccessQuestion Question(string action, string resource) => new(action, resource, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));
}
