using Portal.Data.Platforms.Aws.Events;
using Portal.Tests.Changes;
using Portal.Tests.Support;

namespace Portal.Tests.Incidents;

/// <summary>What a stored record tells of its session and of what it was aimed at.</summary>
public sealed class CallReaderTests
{
    [Fact]
    public void A_session_is_told_by_its_key_its_name_and_when_it_began()
    {
        var call = new CloudTrailReader().CallOf(IncidentCase.Deletion("e1", An.Instant))!;

        Assert.Equal(("ASIAEXAMPLE", "session", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), true), (call.Session, call.SessionName, call.SessionBegan, call.HasSecondFactor));
        Assert.Equal("arn:aws:cloudformation:us-east-1:123456789012:stack/costviz-prod/*", call.Resource);
        Assert.False(call.IsReading);
    }

    [Fact]
    public void In_China_names_have_another_partition()
    {
        var record = IncidentCase.Deletion("e1", An.Instant).Replace("arn:aws:", "arn:aws-cn:", StringComparison.Ordinal);

        Assert.StartsWith("arn:aws-cn:cloudformation:", new CloudTrailReader().CallOf(record)!.Resource, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userIdentity":7,"requestParameters":[],"resources":"x"}""")]
    public void What_a_record_does_not_say_is_unknown(string record)
    {
        var call = new CloudTrailReader().CallOf(record)!;

        Assert.Null(call.Session);
        Assert.Null(call.Resource);
    }

    [Fact]
    public void What_is_no_record_is_no_call()
    {
        Assert.Null(new CloudTrailReader().CallOf("no JSON"));
        Assert.Null(new CloudTrailReader().CallOf("[]"));
    }

    [Fact]
    public void Several_resources_are_not_one()
    {
        var record = CloudTrail.Record("GetObject", "e1", An.Instant, new { bucketName = "a" }, service: "s3").TrimEnd('}')
            + ""","resources":[{"ARN":"arn:aws:s3:::a"},{"ARN":"arn:aws:s3:::b"}]}""";

        Assert.Null(new CloudTrailReader().CallOf(record)!.Resource);
    }
}
