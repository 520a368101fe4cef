using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Events;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Tests.Platforms.Aws.Events;

/// <summary>What a call in the log needs is said in the words of policies.</summary>
public sealed class CalledActionsTests
{
    [Theory]
    [InlineData("s3", "GetObject", "s3:GetObject")]
    [InlineData("s3", "ListBuckets", "s3:ListAllMyBuckets")]
    [InlineData("s3", "HeadObject", "s3:GetObject")]
    [InlineData("s3", "CopyObject", "s3:GetObject s3:PutObject")]
    [InlineData("s3", "DeleteBucketLifecycle", "s3:PutLifecycleConfiguration")]
    [InlineData("lambda", "ListFunctions20150331", "lambda:ListFunctions")]
    [InlineData("lambda", "UpdateFunctionCode20150331v2", "lambda:UpdateFunctionCode")]
    [InlineData("lambda", "Invoke", "lambda:InvokeFunction")]
    [InlineData("cloudfront", "CreateDistribution2020_05_31", "cloudfront:CreateDistribution")]
    [InlineData("monitoring", "PutMetricData", "cloudwatch:PutMetricData")]
    [InlineData("bedrock", "Converse", "bedrock:InvokeModel")]
    [InlineData("sqs", "SendMessageBatch", "sqs:SendMessage")]
    [InlineData("iam", "createuser", "iam:CreateUser")]
    public void A_call_needs_these_actions(string service, string name, string actions) =>
        Assert.Equal(actions.Split(' '), CalledActions.Of(service, name));

    [Theory]
    [InlineData("quantumthing", "DoIt20", "quantumthing:DoIt20")]
    [InlineData("", "", ":")]
    [InlineData("s3", "2020", "s3:2020")]
    public void A_call_that_nothing_is_known_of_keeps_its_name(string service, string name, string action) =>
        Assert.Equal([action], CalledActions.Of(service, name));

    [Fact]
    public void Every_action_that_a_call_is_translated_to_is_in_the_catalogue() => Assert.All(
        CalledActions.Translations.SelectMany(actions => actions), action => Assert.NotNull(ActionCatalogue.Instance.Find(ActionName.Read(action)!.Value)));
}
