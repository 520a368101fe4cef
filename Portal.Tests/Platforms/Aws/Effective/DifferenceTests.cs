using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>What one set of policies allows that another does not, in meaning.</summary>
public sealed class DifferenceTests
{
    private readonly AwsPermissionEngine _engine = new();

    [Fact]
    public void Another_order_another_cut_and_other_names_are_no_difference()
    {
        var before = new TestHolding().With("a", Allow("s3:GetObject s3:PutObject", "arn:aws:s3:::x/* arn:aws:s3:::y/*", "'Condition':{'StringEquals':{'aws:RequestedRegion':['eu','us']}}"));
        var after = new TestHolding()
            .With("c", "{'Sid':'Put','Condition':{'stringequals':{'aws:requestedregion':['us','eu']}},'Resource':['arn:aws:s3:::y/*','arn:aws:s3:::x/*'],'Action':'s3:PutObject','Effect':'Allow'}")
            .With("b", Allow("s3:GetObject", "arn:aws:s3:::y/* arn:aws:s3:::x/*", "'Condition':{'StringEquals':{'aws:RequestedRegion':['eu','us']}}"));

        Assert.True(Compare(before, after).IsNone);
    }

    [Fact]
    public void A_wildcard_that_names_the_same_actions_is_no_difference()
    {
        Assert.True(Compare(new TestHolding().With("a", Allow("sts:GetCallerId*")), new TestHolding().With("a", Allow("sts:GetCallerIdentity"))).IsNone);
    }

    [Fact]
    public void A_narrower_resource_is_a_loss_everywhere_else()
    {
        var difference = Compare(new TestHolding().With("a", Allow("s3:GetObject")), new TestHolding().With("a", Allow("s3:GetObject", "arn:aws:s3:::logs/*")));

        Assert.Empty(difference.Gained);
        var lost = Assert.Single(difference.Lost);
        Assert.Equal(["arn:aws:s3:::logs/*"], lost.ExceptResources);
    }

    [Fact]
    public void A_resource_pattern_that_only_drops_what_the_action_cannot_name_is_no_loss()
    {
        Assert.True(Compare(new TestHolding().With("a", Allow("sqs:SendMessage")), new TestHolding().With("a", Allow("sqs:SendMessage", "arn:aws:sqs:*"))).IsNone);
    }

    [Fact]
    public void A_new_condition_is_a_loss_where_it_does_not_hold()
    {
        var difference = Compare(
            new TestHolding().With("a", Allow("s3:GetObject")),
            new TestHolding().With("a", Allow("s3:GetObject", more: "'Condition':{'Bool':{'aws:SecureTransport':'true'}}")));

        Assert.Empty(difference.Gained);
        Assert.Equal("unless the connection is encrypted", Assert.Single(Assert.Single(difference.Lost).Conditions).Words);
        Assert.StartsWith("Can no longer read", Assert.Single(difference.LostSummary), StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_identity_cannot_do_is_not_said_to_be_lost()
    {
        var (one, none) = (new TestHolding().With("a", Allow("s3:GetObject")).Build(), new TestHolding().Build());

        Assert.StartsWith("Can no longer read", Assert.Single(new AwsPermissionEngine().Compare(one, none).LostSummary), StringComparison.Ordinal);
        Assert.StartsWith("Can read", Assert.Single(new AwsPermissionEngine().Compare(one, none with { NativeId = $"{none.NativeId}-other" }).LostSummary), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_is_taken_off_is_a_gain_and_its_administrator_is_told()
    {
        var difference = Compare(
            new TestHolding().With("admin", Allow("*")).Limited(LimitKind.Boundary, Role, "readers", Allow("s3:Get*")),
            new TestHolding().With("admin", Allow("*")));

        Assert.Empty(difference.Lost);
        Assert.Null(difference.AdministratorBefore);
        Assert.Equal(AdministratorKind.Everything, difference.AdministratorAfter?.Kind);
        Assert.True(difference.After.Actions > 100 * difference.Before.Actions);
        Assert.DoesNotContain("s3:GetObject", difference.Gained.SelectMany(permission => permission.Actions));
    }

    private PermissionDifference Compare(TestHolding before, TestHolding after) => _engine.Compare(before.Build(), after.Build());
}
