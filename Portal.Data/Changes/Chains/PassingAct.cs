using Portal.Data.Sources;

namespace Portal.Data.Changes.Chains;

/// <summary>
/// An act that destroyed something, names no agent and is no known agent's: no change of the portal's, unless a call of an agent turns out to
/// have set it off. Such a call may arrive later, so the act is kept for a while.
/// </summary>
public sealed class PassingAct
{
    /// <summary>For how long after its arrival it is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>The source that told of it.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>The platform's own id of its event.</summary>
    public required string EventId { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Whether the demo's simulator made it up.</summary>
    public required bool IsSimulated { get; init; }

    /// <summary>The event as it came.</summary>
    public required string Raw { get; init; }
}
