using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>By what that is known which a call of an agent sets off under another name; see <see cref="HopLead"/>. Kept with the call.</summary>
public sealed class ChainLead
{
    /// <summary>What an act that it led to shows as well; see <see cref="KeyOf"/>.</summary>
    public required IndexKey Key { get; init; }

    /// <summary>When the call was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The platform's own id of the call's event.</summary>
    public required string EventId { get; init; }

    /// <summary>The source that told of it.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>The call; see <see cref="Change.Sequence"/>.</summary>
    public required long Sequence { get; init; }

    /// <summary>Native id of the identity that acts on, or null when the call does not say.</summary>
    public string? Role { get; init; }

    /// <summary>The field of the call that the key is from.</summary>
    public required string Evidence { get; init; }

    /// <summary>What a call leads to.</summary>
    /// <param name="key">See <see cref="KeyOf"/>.</param>
    /// <param name="lead">What the call says.</param>
    /// <param name="source">The source that told of it.</param>
    /// <param name="eventId">The call's event.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="sequence">The call, as it is stored.</param>
    internal static ChainLead Of(IndexKey key, HopLead lead, SourceId source, string eventId, DateTimeOffset at, long sequence) => new()
    {
        Key = key,
        At = at.ToUniversalTime(),
        EventId = eventId,
        SourceId = source,
        Sequence = sequence,
        Role = OutsideText.BoundedOrNull(lead.Role, ChangeConfiguration.NativeIdLength),
        Evidence = OutsideText.Bounded(lead.Evidence, ChangeConfiguration.NativeIdLength),
    };

    /// <summary>The key of a text by which the platform's events know each other, whatever source they are from.</summary>
    internal static IndexKey KeyOf(string text) => IndexKey.Of(Guid.Empty, text);
}
