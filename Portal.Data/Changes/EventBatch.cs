using System.Text;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Platforms;

namespace Portal.Data.Changes;

/// <summary>The events of one body, sorted out.</summary>
/// <param name="Events">Those to be stored, each id once.</param>
/// <param name="Repeated">How many came more than once in the body.</param>
/// <param name="Ignored">How many say nothing about permissions or agents.</param>
/// <param name="Rejected">Those that could not be read.</param>
internal sealed record EventBatch(IReadOnlyList<NativeEvent> Events, int Repeated, int Ignored, IReadOnlyList<UnreadPart> Rejected)
{
    /// <summary>Reads a body.</summary>
    public static EventBatch Read(IEventReader reader, ReadOnlyMemory<byte> body)
    {
        var events = new List<NativeEvent>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var rejected = new List<UnreadPart>();
        var repeated = 0;
        var ignored = 0;
        foreach (var read in reader.Read(body))
        {
            switch (read)
            {
                case ReadEvent.Accepted { Event: var happened }:
                    if (ProblemOf(happened.EventId) is { } problem)
                    {
                        rejected.Add(new(read.Index, problem, Encoding.UTF8.GetBytes(happened.Raw)));
                    }
                    else if (ids.Add(happened.EventId))
                    {
                        events.Add(happened);
                    }
                    else
                    {
                        repeated++;
                    }
                    break;
                case ReadEvent.Ignored:
                    ignored++;
                    break;
                case ReadEvent.Rejected { Reason: var reason, Raw: var raw }:
                    rejected.Add(new(read.Index, reason, raw));
                    break;
            }
        }
        return new(events, repeated, ignored, rejected);
    }

    private static string? ProblemOf(string eventId) =>
        eventId.Length is 0 or > ChangeConfiguration.EventIdLength || OutsideText.Storable(eventId) != eventId
            ? $"The event's id must have 1 to {ChangeConfiguration.EventIdLength} characters and be well-formed text: it is what tells a repeat from a new event."
            : null;
}
