using Portal.Data.Live;

namespace Portal.Data.Commands;

/// <summary>When something of a topic changed last, whoever changed it: how other processes on the same database learn of it.</summary>
public sealed class TopicMark
{
    /// <summary>The topic.</summary>
    public required Topic Topic { get; init; }

    /// <summary>The last audit entry of the command that changed it, as its sequence; 0 when none did yet.</summary>
    public long Sequence { get; set; }
}
