using System.Text.Json.Nodes;
using Portal.Data.Platforms;

namespace Portal.Tests.Platforms.Aws.Events;

/// <summary>The labelled set: each event gets the verdict that its label says, and none a wrong A.</summary>
public sealed class AttributionSetTests
{
    public static TheoryData<string> Names => [.. AttributedEvent.All.Select(one => one.Name)];

    public static TheoryData<string> Accepted => [.. AttributedEvent.All.Where(one => one.Outcome is null).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_event_gets_its_verdict(string name)
    {
        var one = AttributedEvent.Named(name);

        var read = one.Read();

        var because = $"{name}: {one.Because}";
        switch (one.Outcome)
        {
            case "ignored":
                Assert.True(read is ReadEvent.Ignored, because);
                break;
            case "rejected":
                Assert.True(read is ReadEvent.Rejected, because);
                break;
            default:
                Assert.True(read is ReadEvent.Accepted, because);
                var told = ((ReadEvent.Accepted)read).Event;
                Assert.Equal(
                    (because, one.Expected.Actor, one.Expected.Initiator, one.Expected.InitiatorGrade, one.Expected.Agent, one.Expected.AgentGrade),
                    (because, told.Actor, told.Initiator, told.InitiatorGrade, told.Agent, told.AgentGrade));
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Each_field_of_a_verdict_has_its_evidence(string name)
    {
        var one = AttributedEvent.Named(name);

        var told = Assert.IsType<ReadEvent.Accepted>(one.Read()).Event;

        Assert.All(one.Expected.Evidence, line => Assert.Contains(line, told.Evidence));
        Assert.True(told.Actor is null || told.Evidence.Any(line => line.EndsWith($" = {told.Actor}", StringComparison.Ordinal)), "The actor has no evidence.");
        Assert.True(told.Initiator is null || told.Evidence.Any(line => line.EndsWith($" = {told.Initiator}", StringComparison.Ordinal)), "The initiator has no evidence.");
        var graded = Convert.ToInt32(told.InitiatorGrade is not AttributionGrade.Unknown) + Convert.ToInt32(told.AgentGrade is not AttributionGrade.Unknown);
        Assert.True(one.Expected.Evidence.Count >= graded, "The label names no evidence for what it grades.");
    }

    [Fact]
    public void No_line_of_evidence_is_made_up() => Assert.All(AttributedEvent.All, one =>
    {
        var texts = Texts(JsonNode.Parse(one.Outcome is "rejected" ? "{}" : one.Event.GetRawText())).ToList();
        foreach (var line in one.Read() is ReadEvent.Accepted { Event.Evidence: var evidence } ? evidence : [])
        {
            var value = line.IndexOf(" = ", StringComparison.Ordinal) is var equals and >= 0 ? line[(equals + 3)..] : line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            // "AQ (Kiro CLI)" explains a code, and "…" ends what was cut.
            value = (line.StartsWith("userAgent m/", StringComparison.Ordinal) ? value[..2] : value).TrimEnd('…');
            Assert.Contains(texts, text => text.Contains(value, StringComparison.Ordinal));
        }
    });

    [Fact]
    public void The_set_is_large_and_holds_every_kind_of_evidence_and_forgery()
    {
        var set = AttributedEvent.All;

        Assert.InRange(set.Count, 60, int.MaxValue);
        Assert.InRange(set.Count(one => one.IsForgery), 20, int.MaxValue);
        Assert.Equal(AttributedEvent.Kinds.Order(StringComparer.Ordinal), set.Select(one => one.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(AttributedEvent.Kinds, kind => Assert.Contains(set, one => one.Kind == kind && one.IsForgery));
        Assert.All(AttributedEvent.Kinds, kind => Assert.Contains(set, one => one.Kind == kind && !one.IsForgery));
        Assert.All(set, one => Assert.EndsWith(".", one.Because, StringComparison.Ordinal));
    }

    [Fact]
    public void No_forgery_is_graded_A() => Assert.All(AttributedEvent.All.Where(one => one.IsForgery && one.Outcome is null), one =>
    {
        var told = Assert.IsType<ReadEvent.Accepted>(one.Read()).Event;
        Assert.NotEqual(AttributionGrade.A, told.AgentGrade);
        Assert.NotEqual(AttributionGrade.A, told.InitiatorGrade);
    });

    [Fact]
    public void Without_the_fields_that_only_AWS_writes_nothing_is_graded_A() => Assert.All(AttributedEvent.All.Where(one => one.Outcome is null), one =>
    {
        var record = JsonNode.Parse(one.Event.GetRawText())!.AsObject();
        record.Remove("additionalEventData");
        var identity = record["userIdentity"]!.AsObject();
        identity.Remove("invokedBy");
        identity.Remove("onBehalfOf");

        var read = TrailEvents.Read(record.ToJsonString()).Single();

        Assert.False(read is ReadEvent.Accepted { Event: { AgentGrade: AttributionGrade.A } or { InitiatorGrade: AttributionGrade.A } });
    });

    [Fact]
    public void A_forged_user_agent_never_raises_a_verdict()
    {
        var userAgents = AttributedEvent.All.Where(one => one.Kind is "userAgent" && one.Outcome is null).Select(one => one.Event.GetProperty("userAgent").GetString()).ToList();
        Assert.All(AttributedEvent.All.Where(one => one.Outcome is null), one =>
        {
            var record = JsonNode.Parse(one.Event.GetRawText())!.AsObject();
            var silent = Verdict(record.With("userAgent", ""));
            foreach (var userAgent in userAgents)
            {
                var told = Verdict(record.With("userAgent", userAgent));

                Assert.Equal((silent.Initiator, silent.InitiatorGrade), (told.Initiator, told.InitiatorGrade));
                if (silent.AgentGrade is AttributionGrade.A or AttributionGrade.B)
                {
                    Assert.Equal((silent.Agent, silent.AgentGrade), (told.Agent, told.AgentGrade));
                }
                else
                {
                    Assert.True(told.AgentGrade is AttributionGrade.C or AttributionGrade.Unknown);
                }
            }
        });
    }

    // An event that is not kept claims nothing.
    private static (string? Initiator, AttributionGrade InitiatorGrade, string? Agent, AttributionGrade AgentGrade) Verdict(JsonObject record) =>
        TrailEvents.Read(record.ToJsonString()).Single() is ReadEvent.Accepted { Event: var told }
            ? (told.Initiator, told.InitiatorGrade, told.Agent, told.AgentGrade)
            : default;

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray elements => elements.SelectMany(Texts),
        JsonValue value => [value.ToString(), value.ToString().Split('/')[^1]],
        _ => [],
    };
}
