using Portal.Data.Sources;

namespace Portal.Data.Changes.Unreadable;

/// <summary>
/// Something that came as an event and could not be read, kept as it came: a later version of the portal, or a person, may understand it. The
/// same text is kept once, however often it comes.
/// </summary>
public sealed class UnreadableEvent
{
    /// <summary>Its id.</summary>
    public UnreadableEventId Id { get; init; } = UnreadableEventId.New();

    /// <summary>The source that it came from.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>When it came first.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it came; see <see cref="EventOrigin.Name"/>.</summary>
    public required string Origin { get; init; }

    /// <summary>Its place in the body that it came in, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required string Reason { get; set; }

    /// <summary>SHA-256 of the whole text as UTF-8, lower-case hex; unique in the source.</summary>
    public required string Digest { get; init; }

    /// <summary>Its text, of which at most <see cref="MostCharacters"/> are kept.</summary>
    public required string Raw { get; init; }

    /// <summary>True when more came than is kept; then it cannot be read again.</summary>
    public required bool IsCut { get; init; }

    /// <summary>The most characters of one that are kept, as many as an event of any platform has at most.</summary>
    public const int MostCharacters = 256 * 1024;

    /// <summary>How many of one source are kept: what comes beyond that is told to the sender, and not kept.</summary>
    public const int MostOfSource = 10_000;
}
