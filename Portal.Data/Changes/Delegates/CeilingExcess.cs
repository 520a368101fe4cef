namespace Portal.Data.Changes.Delegates;

/// <summary>
/// What an agent may do through an identity and was never seen doing. Seen is what events tell: a call that its source delivers no event of,
/// or that came without the mark, is unknown and not among what was used.
/// </summary>
/// <param name="Parts">The excess by power, the most dangerous first.</param>
/// <param name="Used">What it may do and was seen doing, sorted.</param>
/// <param name="Elsewhere">What it was seen doing and may not do now, sorted.</param>
public sealed record CeilingExcess(IReadOnlyList<ExcessPart> Parts, IReadOnlyList<string> Used, IReadOnlyList<string> Elsewhere)
{
    /// <summary>How many actions in all.</summary>
    public int Count => Parts.Sum(part => part.Count);
}
