namespace Portal.Data.Platforms;

/// <summary>What a platform shows of an entitlement at this moment.</summary>
/// <param name="Owner">What the platform calls this very principal, whoever has its name later; null when there is none of its name.</param>
/// <param name="IsPresent">Whether the principal has the entitlement.</param>
/// <param name="Documents">What it brings, or would bring where it is not there but still exists; by name.</param>
public sealed record GrantSight(string? Owner, bool IsPresent, IReadOnlyList<SeenDocument> Documents)
{
    /// <summary>Whether it brings, letter by letter, what <paramref name="other"/> brings.</summary>
    public bool BringsTheSameAs(GrantSight other) => Documents.Select(d => (d.Name, d.Hash)).SequenceEqual(other.Documents.Select(d => (d.Name, d.Hash)));

    /// <summary>Whether it brings the content that was decided about. What was unknown then cannot be said to be the same.</summary>
    /// <param name="decided">The documents of the decision.</param>
    public bool BringsWhatWasDecided(IReadOnlyList<GrantDocument> decided) =>
        decided.All(d => d.Hash is not null)
        && Documents.Select(d => d.ContentHash).Order(StringComparer.Ordinal).SequenceEqual(decided.Select(d => d.Hash!).Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
