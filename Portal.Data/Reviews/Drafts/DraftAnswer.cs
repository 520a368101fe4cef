namespace Portal.Data.Reviews.Drafts;

/// <summary>What a reviewer means to answer to one item. Unlike an <see cref="Answer"/> it may be incomplete.</summary>
/// <param name="Item">Which item.</param>
/// <param name="Kind">The answer, or null while none is chosen.</param>
/// <param name="Justification">Why, in the reviewer's words; empty where none was given.</param>
/// <param name="Until">Up to when an attestation is good, or null for the next review.</param>
/// <param name="SeenRevision">The item's <see cref="ReviewItem.Revision"/> that the reviewer looked at.</param>
public sealed record DraftAnswer(ReviewItemId Item, DecisionKind? Kind, string Justification, DateTimeOffset? Until, int SeenRevision)
{
    /// <summary>Why, without surrounding space and never longer than it may be.</summary>
    public string Justification { get; private init; } = Answer.Bounded(Justification);

    /// <summary>Whether it says nothing: then there is no draft.</summary>
    public bool IsEmpty => Kind is null && Justification.Length == 0;
}
