using System.Text;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Platforms;

namespace Portal.Data.Changes;

/// <summary>Events of one body, sorted out: all of them, or of a large body as many as are stored at a time.</summary>
internal sealed class EventBatch
{
    /// <summary>How many events are stored at a time.</summary>
    public const int MostEvents = 10_000;

    /// <summary>How many characters or bytes of events, whichever is known, are stored at a time: what is made of them is several times as large.</summary>
    public const int MostText = 4 << 20;

    /// <summary>How many parts of a body may be unreadable before the rest of it is taken for something else than events.</summary>
    public const int MostRejected = 5 * UnreadableEvent.MostOfSource;

    private readonly List<NativeEvent> _events = [];
    private readonly List<UnreadPart> _rejected = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private long _text;

    /// <summary>Those to be stored, each id once.</summary>
    public IReadOnlyList<NativeEvent> Events => _events;

    /// <summary>How many came more than once.</summary>
    public int Repeated { get; private set; }

    /// <summary>How many say nothing about permissions or agents.</summary>
    public int Ignored { get; private set; }

    /// <summary>Those that could not be read.</summary>
    public IReadOnlyList<UnreadPart> Rejected => _rejected;

    /// <summary>Whether nothing of the body comes after it.</summary>
    public bool IsLast { get; private set; }

    private bool IsFull => _events.Count + _rejected.Count >= MostEvents || _text >= MostText;

    /// <summary>What is no events, as whoever brought it says.</summary>
    public static EventBatch Unreadable(string problem, ReadOnlyMemory<byte> body)
    {
        var batch = new EventBatch { IsLast = true };
        batch.Reject(new(0, problem, body));
        return batch;
    }

    /// <summary>Reads a body, batch after batch as they are asked for; at least one.</summary>
    public static IEnumerable<EventBatch> Read(IEventReader reader, ReadOnlyMemory<byte> body)
    {
        var batch = new EventBatch();
        var rejected = 0;
        foreach (var read in reader.Read(body))
        {
            if (batch.IsFull)
            {
                yield return batch;
                batch = new EventBatch();
            }
            rejected += batch.Add(read) ? 0 : 1;
            if (rejected == MostRejected)
            {
                batch.Reject(new(read.Index + 1, $"{MostRejected} parts before this could not be read, so what follows was not read. If it is events, send them without the others.", body));
                break;
            }
        }
        batch.IsLast = true;
        yield return batch;
    }

    private static string? ProblemOf(string eventId) =>
        eventId.Length is 0 or > ChangeConfiguration.EventIdLength || OutsideText.Storable(eventId) != eventId
            ? $"The event's id must have 1 to {ChangeConfiguration.EventIdLength} characters and be well-formed text: it is what tells a repeat from a new event."
            : null;

    /// <summary>Adds what was read; false when it could not be.</summary>
    private bool Add(ReadEvent read)
    {
        switch (read)
        {
            case ReadEvent.Accepted { Event: var happened } when ProblemOf(happened.EventId) is { } problem:
                return Reject(new(read.Index, problem, Encoding.UTF8.GetBytes(happened.Raw)));
            case ReadEvent.Accepted { Event: var happened } when _ids.Add(happened.EventId):
                _events.Add(happened);
                _text += happened.Raw.Length;
                return true;
            case ReadEvent.Accepted:
                Repeated++;
                return true;
            case ReadEvent.Rejected { Reason: var reason, Raw: var raw }:
                return Reject(new(read.Index, reason, raw));
            default:
                Ignored++;
                return true;
        }
    }

    private bool Reject(UnreadPart part)
    {
        _rejected.Add(part);
        _text += Math.Min(part.Raw.Length, UnreadableEvent.MostCharacters);
        return false;
    }
}
