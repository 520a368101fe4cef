using Portal.Data.Platforms.Aws.Policies;
using Portal.Tests.Platforms.Aws.Reference;

namespace Portal.Tests.Platforms.Aws.Policies;

/// <summary>What is passed over without a look is surely not asked about.</summary>
public sealed class QuestionMaskTests
{
    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage", "kms:Decrypt", "ec2:StartInstances", "iam:PassRole", "sts:AssumeRole"];

    private static readonly string[] Resources =
    [
        "*", "arn:aws:s3:::reports/q1.csv", "arn:aws:s3:::alice/x", "arn:aws:sqs:eu-central-1:111111111111:jobs", "arn:aws:ec2:eu-central-1:111111111111:instance/i-1",
        "arn:aws:iam::111111111111:role/target", "arn:aws:kms:eu-central-1:111111111111:key/k-1",
    ];

    [Fact]
    public void A_statement_that_is_passed_over_does_not_hold()
    {
        var (passedOver, looked) = (0, 0);
        foreach (var statement in RandomCases.First(500, seed: 23).SelectMany(json => PolicyDocument.Parse(json["identityPolicies"]![0]!["policy"]!.ToJsonString()).Statements))
        {
            foreach (var action in Actions.Select(text => ActionName.Read(text)!.Value))
            {
                foreach (var resource in Resources.Select(text => new ResourceName(text)))
                {
                    var isAbout = statement.Actions.Matches(action) && statement.Resources!.Matches(resource, RequestContext.Empty) != Truth.No;
                    var meets = QuestionMask.Of(statement.Actions, statement.Resources).Meets(QuestionMask.Of(action, resource));

                    Assert.True(meets || !isAbout, $"{action} {resource} {statement.Json}");
                    (passedOver, looked) = meets ? (passedOver, looked + 1) : (passedOver + 1, looked);
                }
            }
        }

        Assert.True(passedOver > looked, $"{passedOver} are passed over, {looked} looked at.");
    }
}
