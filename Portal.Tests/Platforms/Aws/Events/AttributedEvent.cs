using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Data.Platforms;

namespace Portal.Tests.Platforms.Aws.Events;

/// <summary>One event of <c>Fixtures/attribution-set.jsonl</c>, with the verdict that a person who knows the platform gives on it. Ids are invented.</summary>
/// <param name="Name">What it is, unique in the set.</param>
/// <param name="Kind">The kind of evidence that it is about; see <see cref="Kinds"/>.</param>
/// <param name="IsForgery">True when a caller, or whoever carries events, tries to look like what it is not, or the record invites a wrong reading.</param>
/// <param name="Because">Why the verdict is right.</param>
/// <param name="Outcome">What the reader makes of it: <c>accepted</c>, <c>ignored</c> or <c>rejected</c>.</param>
/// <param name="Expected">The verdict; empty where there is none.</param>
/// <param name="Event">The record.</param>
internal sealed record AttributedEvent(
    string Name,
    string Kind,
    bool IsForgery,
    string Because,
    string? Outcome,
    AttributedEvent.Verdict Expected,
    JsonElement Event)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static readonly Lazy<Dictionary<string, AttributedEvent>> Set = new(Load);

    /// <summary>The six kinds of evidence.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["service", "person", "sourceIdentity", "session", "userAgent", "nothing"];

    /// <summary>The whole set.</summary>
    public static IReadOnlyCollection<AttributedEvent> All => Set.Value.Values;

    /// <summary>The event of that name.</summary>
    public static AttributedEvent Named(string name) => Set.Value[name];

    /// <summary>What the reader makes of it.</summary>
    public ReadEvent Read() => TrailEvents.Read(Event.GetRawText()).Single();

    private static Dictionary<string, AttributedEvent> Load()
    {
        using var file = typeof(AttributedEvent).Assembly.GetManifestResourceStream("Portal.Tests.Platforms.Aws.Events.Fixtures.attribution-set.jsonl")
            ?? throw new FileNotFoundException("There is no attribution set.");
        using var reader = new StreamReader(file);
        Dictionary<string, AttributedEvent> set = new(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var one = JsonSerializer.Deserialize<AttributedEvent>(line, Options)!;
            set.Add(one.Name, one);
        }
        return set;
    }

    /// <summary>Who acted, for whom, and how sure that is.</summary>
    /// <param name="Actor">Native id of the caller, or null when unknown.</param>
    /// <param name="Initiator">On whose behalf, or null when unknown.</param>
    /// <param name="InitiatorGrade">How sure that is.</param>
    /// <param name="Agent">The agent, or null when unknown.</param>
    /// <param name="AgentGrade">How sure that is.</param>
    /// <param name="Evidence">Lines of evidence that have to be there: one for each that is graded.</param>
    internal sealed record Verdict(
        string? Actor, string? Initiator, AttributionGrade InitiatorGrade, string? Agent, AttributionGrade AgentGrade, IReadOnlyList<string> Evidence);
}
