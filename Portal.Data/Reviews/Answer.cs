using Portal.Data.Reviews.Advice;

namespace Portal.Data.Reviews;

/// <summary>A reviewer's answer to one item.</summary>
/// <param name="Item">Which item.</param>
/// <param name="Kind">The answer.</param>
/// <param name="Justification">Why, in the reviewer's words; empty where none is needed.</param>
/// <param name="Until">Up to when an attestation is good, or null for the next review.</param>
/// <param name="SeenRevision">The item's <see cref="ReviewItem.Revision"/> that the reviewer looked at, or null when unknown.</param>
public sealed record Answer(
    ReviewItemId Item, DecisionKind Kind, string Justification, DateTimeOffset? Until = null, int? SeenRevision = null)
{
    /// <summary>The longest justification.</summary>
    public const int JustificationLength = 2000;

    /// <summary>What the reviewer was recommended when they answered, or null where nothing was shown to them.</summary>
    public Recommendation? Recommended { get; init; }

    /// <summary>Why, without surrounding space and never longer than it may be.</summary>
    public string Justification { get; private init; } = Bounded(Justification);

    /// <summary>A justification as it is kept.</summary>
    internal static string Bounded(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length <= JustificationLength ? trimmed : trimmed[..JustificationLength];
    }
}
