using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data.Platforms;

namespace Portal.Tests.Platforms.Aws.Events;

/// <summary>Every form in which CloudTrail's events are delivered.</summary>
public sealed class EventBodyTests
{
    private static string One(int number) => TrailEvents.Record("iam.amazonaws.com", "DeleteRole", """{"roleName":"r"}""")
        .With("eventID", $"event-{number.ToString(CultureInfo.InvariantCulture)}").ToJsonString();

    private static string Envelope(int number) => new JsonObject
    {
        ["version"] = "0",
        ["id"] = "another-id",
        ["detail-type"] = "AWS API Call via CloudTrail",
        ["source"] = "aws.iam",
        ["detail"] = JsonNode.Parse(One(number)),
    }.ToJsonString();

    private static string Found(int number) =>
        new JsonObject { ["EventId"] = "x", ["EventName"] = "DeleteRole", ["CloudTrailEvent"] = One(number) }.ToJsonString();

    public static TheoryData<string> Forms() =>
    [
        $"{{\"Records\":[{One(0)},{One(1)}]}}",
        $"[{One(0)},{One(1)}]",
        $"{One(0)}\n{One(1)}\n",
        $"{One(0)}\r\n\r\n{One(1)}",
        $"{One(0)}{One(1)}",
        $"[{Envelope(0)},{Envelope(1)}]",
        $"{Envelope(0)}\n{Envelope(1)}",
        $"{{\"Records\":[{One(0)}]}}\n{{\"Records\":[{One(1)}]}}",
        $"[{{\"Records\":[{One(0)}]}},{Envelope(1)}]",
        $"{{\"Events\":[{Found(0)},{Found(1)}]}}",
        $"{{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{{\"id\":\"1\",\"message\":{JsonSerializer.Serialize(One(0))}}},{{\"id\":\"2\",\"message\":{JsonSerializer.Serialize(One(1))}}}]}}",
        $"\uFEFF[{One(0)},{One(1)}]",
        JsonNode.Parse($"{{\"Records\":[{One(0)},{One(1)}]}}")!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_gives_the_same_events_in_order(string body)
    {
        var events = TrailEvents.Read(body);

        Assert.Equal(["event-0", "event-1"], events.Cast<ReadEvent.Accepted>().Select(read => read.Event.EventId));
        Assert.Equal([0, 1], events.Select(read => read.Index));
    }

    [Fact]
    public void A_broken_line_costs_that_line_alone()
    {
        var events = TrailEvents.Read($"{One(0)}\n{{\"eventVersion\":\"1.11\",\"event\n{One(2)}\n{{\"not\":\"an event\"}}\n{One(4)}");

        Assert.Equal(
            [typeof(ReadEvent.Accepted), typeof(ReadEvent.Rejected), typeof(ReadEvent.Accepted), typeof(ReadEvent.Rejected), typeof(ReadEvent.Accepted)],
            events.Select(read => read.GetType()));
        Assert.Equal("event-4", ((ReadEvent.Accepted)events[4]).Event.EventId);
    }

    [Fact]
    public void A_broken_element_of_a_list_does_not_touch_the_others()
    {
        var events = TrailEvents.Read($"{{\"Records\":[{One(0)},7,null,\"x\",[],{{}},{One(1)}]}}");

        Assert.Equal(2, events.OfType<ReadEvent.Accepted>().Count());
        Assert.Equal([1, 2, 3, 4], events.OfType<ReadEvent.Rejected>().Select(read => read.Index));
    }

    [Fact]
    public void Other_events_of_EventBridge_are_ignored()
    {
        var events = TrailEvents.Read("""{"version":"0","id":"1","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","detail":{"state":"running"}}""");

        Assert.IsType<ReadEvent.Ignored>(events.Single());
    }

    [Fact]
    public void Insights_are_ignored()
    {
        var events = TrailEvents.Read("""{"Records":[{"eventVersion":"1.08","eventTime":"2026-01-01T00:00:00Z","eventID":"i","eventType":"AwsCloudTrailInsight","insightDetails":{"state":"Start"}}]}""");

        Assert.IsType<ReadEvent.Ignored>(events.Single());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("not json")]
    [InlineData("[")]
    [InlineData("{\"Records\":[{\"eventID\":\"1\"")]
    [InlineData("\"text\"")]
    [InlineData("{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\"}")]
    public void A_body_that_holds_no_event_is_rejected_with_a_reason(string body)
    {
        var rejected = Assert.IsType<ReadEvent.Rejected>(TrailEvents.Read(body).Single());

        Assert.NotEmpty(rejected.Reason);
    }

    [Fact]
    public void Five_thousand_levels_are_rejected()
    {
        var deep = new string('[', 5_000) + new string(']', 5_000);

        Assert.All(
            [deep, TrailEvents.Record("iam.amazonaws.com", "DeleteRole").ToJsonString().Replace("\"requestParameters\":null", $"\"requestParameters\":{deep}", StringComparison.Ordinal)],
            body => Assert.Contains("nests deeper", Assert.IsType<ReadEvent.Rejected>(TrailEvents.Read(body).Single()).Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_that_is_no_valid_Unicode_is_rejected()
    {
        var body = TrailEvents.Record("iam.amazonaws.com", "DeleteRole").ToJsonString().Replace("eu-central-1", "\\ud800", StringComparison.Ordinal);

        Assert.IsType<ReadEvent.Rejected>(TrailEvents.Read(body).Single());
    }
}
