using System.Globalization;
using Portal.Data.Permissions.Escalation;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Escalation;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Escalation;

/// <summary>A whole organization: the map grows with its identities, not with their pairs.</summary>
public sealed class ManyIdentitiesTests
{
    private const int InAccount = 1_000;
    private static readonly string[] Services = ["lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "glue.amazonaws.com"];

    [Theory]
    [InlineData(2_000)]
    [InlineData(8_000)]
    public void The_map_stays_within_a_few_ways_for_each_identity(int identities)
    {
        var graph = new EscalationGraph(new AwsEscalationFinder().Find(Organization(identities), TestContext.Current.CancellationToken));

        Assert.InRange(graph.Map.Edges.Count, identities, 12 * identities);
        Assert.InRange(graph.Map.Nodes.Count, identities, 2 * identities);
        Assert.InRange(Enumerable.Range(0, identities).Count(subject => graph.CostToAdministrator(EscalationMap.NodeOf(subject)) != EscalationGraph.Never), identities / 10, identities);
    }

    /// <summary>
    /// Accounts of a thousand roles with 50 different document sets each: readers, deployers who pass any role or roles under a path, callers of
    /// other roles, an administrator; a fifth behind a boundary, all under an organization with an exemption by name.
    /// </summary>
    internal static IReadOnlyList<EscalationSubject> Organization(int identities)
    {
        var full = new HeldLimit(LimitKind.ServiceControlPolicy, "r-root", "FullAWSAccess", Text(Document(EscalationLab.FullAccess)));
        var exempt = new HeldLimit(LimitKind.ServiceControlPolicy, "r-root", "Guard", Text(Document(
            Deny("iam:CreateAccessKey iam:CreateLoginProfile", more: "'Condition':{'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/break-glass'}}"))));
        var boundary = Text(Document(Allow("s3:* lambda:* sqs:* logs:* iam:PassRole")));
        var trusts = Services.Select(service => Text(EscalationLab.TrustService(service))).ToArray();
        var subjects = new List<EscalationSubject>(identities);
        for (var i = 0; i < identities; i++)
        {
            var account = (100_000_000_000 + (i / InAccount)).ToString(CultureInfo.InvariantCulture);
            var name = $"arn:aws:iam::{account}:role/team-{i % 20}/role-{i}";
            var policies = Policies(i % 50, account);
            IReadOnlyList<HeldLimit> limits = i % 5 == 0 ? [full, exempt, new(LimitKind.Boundary, name, "Bound", boundary)] : [full, exempt];
            subjects.Add(new EscalationSubject(
                new Holding(name, IdentityKind.Role, account, IsManagement: false, new Dictionary<string, string>(StringComparer.Ordinal), policies, limits, []),
                i % 3 == 0 ? Text(EscalationLab.TrustAws(account)) : trusts[i % trusts.Length]));
        }
        return subjects;
    }

    private static HeldPolicy[] Policies(int kind, string account)
    {
        var statement = kind switch
        {
            0 => EscalationLab.FullAccess,
            < 4 => Allow("iam:PassRole lambda:* ec2:RunInstances"),
            < 8 => Allow("iam:PassRole lambda:* ecs:*", $"arn:aws:iam::{account}:role/team-{kind}/* arn:aws:lambda:*:*:function:* arn:aws:ecs:*:*:*"),
            < 12 => Allow("sts:AssumeRole", $"arn:aws:iam::{account}:role/team-{kind}/*"),
            < 16 => Allow("iam:PutRolePolicy iam:AttachRolePolicy iam:CreatePolicyVersion", $"arn:aws:iam::{account}:role/team-{kind}/*"),
            _ => Allow($"s3:GetObject sqs:ReceiveMessage dynamodb:Query kms:Decrypt", $"arn:aws:s3:::bucket-{kind}/* arn:aws:sqs:*:{account}:queue-{kind} arn:aws:dynamodb:*:{account}:table/t-{kind}"),
        };
        var (own, logs) = (Text(Document(statement)), Text(Document(Allow("logs:PutLogEvents logs:CreateLogStream"))));
        return
        [
            new(new(EntitlementKind.ManagedPolicy, $"arn:aws:iam::{account}:policy/kind-{kind}", $"kind-{kind}"), $"kind-{kind}", own),
            new(new(EntitlementKind.ManagedPolicy, $"arn:aws:iam::{account}:policy/logs", "logs"), "logs", logs),
        ];
    }
}
