using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>What an identity can do, in numbers.</summary>
public sealed class TotalsTests
{
    private readonly AwsPermissionEngine _engine = new();

    [Fact]
    public void An_action_counts_once_in_its_widest_form()
    {
        var totals = _engine.Evaluate(new TestHolding()
            .With("a", Allow("s3:GetObject"))
            .With("b", Allow("s3:GetObject s3:PutObject", "arn:aws:s3:::logs/*"))
            .With("c", Allow("sqs:SendMessage", more: "'Condition':{'Bool':{'aws:SecureTransport':'true'}}")).Build()).Totals;

        Assert.Equal((3, 1, 1, 2), (totals.Actions, totals.Everywhere, totals.Conditional, totals.Services));
        Assert.Equal([new AccessTotal(AccessLevel.Read, 1, 1, 0), new AccessTotal(AccessLevel.Write, 2, 0, 1)], totals.ByAccess);
    }

    [Fact]
    public void Services_and_resources_add_up()
    {
        var permissions = _engine.Evaluate(new TestHolding().With("a", Allow("sqs:*"), Allow("s3:GetObject s3:DeleteObject", "arn:aws:s3:::logs/*")).Build()).Permissions;

        var sqs = PermissionTotals.ByService(permissions).Single(service => service.Service == "sqs");
        Assert.Equal(sqs.Known, sqs.Actions);
        Assert.Equal(["*", "arn:aws:s3:::logs/*"], PermissionTotals.ByResource(permissions).Select(resource => resource.Resource));
        Assert.Equal((AccessLevel.Write, 2), PermissionTotals.ByResource(permissions).Where(resource => resource.Resource != "*").Select(resource => (resource.Highest, resource.Actions)).Single());
    }

    [Fact]
    public void Wildcards_are_counted_by_how_wide_they_are()
    {
        var breadth = _engine.Evaluate(new TestHolding().With("a", Allow("*"), Allow("s3:*", "arn:aws:s3:::x"), Allow("s3:Get*"), Allow("sqs:SendMessage", "arn:aws:sqs:*:*:q")).Build()).Totals.Wildcards;

        Assert.Equal(new WildcardBreadth(Statements: 4, EveryAction: 1, WholeService: 1, SomeActions: 1, EveryResource: 2, EverythingEverywhere: 1), breadth);
    }

    [Fact]
    public void Each_statement_says_what_it_alone_adds()
    {
        var contribution = Assert.Single(_engine.Contributions(new TestHolding()
            .With("a", Allow("s3:Get*"), Allow("s3:GetObject"), Allow("sqs:SendMessage")).Build()));

        Assert.Equal([("statement 1", true), ("statement 2", false), ("statement 3", true)], contribution.Statements.Select(statement => (statement.Statement, statement.Lost > 0)));
        Assert.Equal("/Statement/2", contribution.Statements[2].Place.Path);
        Assert.Contains("sqs:SendMessage", contribution.Actions);
    }
}
