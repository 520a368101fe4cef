using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>By what a <see cref="PassingAct"/> knows the call that may have set it off.</summary>
public sealed class PassingKey
{
    /// <summary>The source that told of the act.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>See <see cref="Platforms.HopKey"/>.</summary>
    public required IndexKey Key { get; init; }

    /// <summary>When the act happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Before this time no call led to it.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The act.</summary>
    public required string EventId { get; init; }
}
