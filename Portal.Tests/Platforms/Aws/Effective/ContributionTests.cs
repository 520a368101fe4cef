using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>What each entitlement alone adds, in words that an owner understands.</summary>
public sealed class ContributionTests
{
    private readonly AwsPermissionEngine _engine = new();

    [Fact]
    public void What_another_entitlement_gives_as_well_is_not_lost()
    {
        var contributions = _engine.Contributions(new TestHolding()
            .With("wide", Allow("s3:*"))
            .With("narrow", Allow("s3:GetObject", "arn:aws:s3:::logs/*"))
            .With("other", Allow("sqs:SendMessage")).Build());

        Assert.Equal(["wide", "narrow", "other"], contributions.Select(contribution => contribution.Entitlement.Name));
        Assert.NotEmpty(contributions[0].Lost);
        Assert.Empty(contributions[1].Lost);
        Assert.Empty(contributions[1].Summary);
        Assert.Equal(["sqs:SendMessage"], contributions[2].Lost.SelectMany(permission => permission.Actions));
    }

    [Fact]
    public void Two_entitlements_that_give_the_same_add_nothing_each()
    {
        var contributions = _engine.Contributions(new TestHolding().With("a", Allow("s3:Get*")).With("b", Allow("s3:Get*")).Build());

        Assert.All(contributions, contribution => Assert.Empty(contribution.Lost));
    }

    [Fact]
    public void The_same_under_a_condition_does_not_stand_in_for_it()
    {
        var contributions = _engine.Contributions(new TestHolding()
            .With("always", Allow("s3:GetObject"))
            .With("sometimes", Allow("s3:GetObject", more: "'Condition':{'Bool':{'aws:SecureTransport':'true'}}")).Build());

        Assert.Single(contributions[0].Lost);
        Assert.Empty(contributions[1].Lost);
    }

    [Fact]
    public void All_policies_of_a_group_count_as_one_entitlement()
    {
        var contributions = _engine.Contributions(new TestHolding()
            .WithGroup("staff", "a", Allow("s3:GetObject")).WithGroup("staff", "b", Allow("sqs:SendMessage")).Build());

        Assert.Equal(2, Assert.Single(contributions).Lost.Count);
    }

    [Fact]
    public void What_limits_take_away_is_not_a_contribution()
    {
        var contribution = Assert.Single(_engine.Contributions(new TestHolding()
            .With("all", Allow("s3:* sqs:*"))
            .Limited(LimitKind.Boundary, Role, "queues", Allow("sqs:*")).Build()));

        Assert.All(contribution.Lost, permission => Assert.Equal("sqs", permission.Service));
    }

    [Fact]
    public void An_entitlement_that_denies_says_so()
    {
        var contribution = Assert.Single(_engine.Contributions(new TestHolding().With("guard", Deny("iam:*")).Build()));

        Assert.Empty(contribution.Lost);
        Assert.Contains(contribution.NotModelled, sentence => sentence.Contains("denies", StringComparison.Ordinal));
    }

    [Fact]
    public void Administrator_is_said_in_one_sentence()
    {
        var contribution = Assert.Single(_engine.Contributions(new TestHolding().With("admin", Allow("*")).Build()));

        Assert.Contains("everything in the account", Assert.Single(contribution.Summary), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_in_buckets_are_said_plainly()
    {
        Assert.Equal(["Can read and delete every object in any S3 bucket."], Summary(Allow("s3:GetObject s3:DeleteObject")));
        Assert.Equal(["Can read objects in S3, only on bucket logs."], Summary(Allow("s3:GetObject", "arn:aws:s3:::logs/*")));
        Assert.Equal(
            ["Can read every object in any S3 bucket, only when the connection is encrypted."],
            Summary(Allow("s3:GetObject", more: "'Condition':{'Bool':{'aws:SecureTransport':'true'}}")));
    }

    [Fact]
    public void The_riskiest_power_comes_first()
    {
        var summary = Summary(Allow("s3:List* iam:PutRolePolicy secretsmanager:GetSecretValue"));

        Assert.StartsWith("Can give itself or others any right", summary[0], StringComparison.Ordinal);
        Assert.StartsWith("Can read stored secrets", summary[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Many_services_end_in_a_count()
    {
        var summary = Summary(Allow("ec2:Describe* s3:List* sqs:List* sns:List* rds:Describe* lambda:List* logs:Describe* kms:List* ecs:List* ecr:Describe* eks:List* athena:List* glue:Get* dynamodb:List* ssm:Describe* route53:List* cloudformation:List* cloudtrail:List* iam:List* events:List*"));

        Assert.Equal(13, summary.Count);
        Assert.Contains("more services", summary[^1], StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Summary(params string[] statements) =>
        Assert.Single(_engine.Contributions(new TestHolding().With("policy", statements).Build())).Summary;
}
