using Portal.Data.Platforms;

namespace Portal.Data.Changes.Delegates;

/// <summary>A change with the grade that it gives to a name.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="At">When it happened.</param>
/// <param name="EventId">The platform's id of it, which is the same whenever it arrives.</param>
/// <param name="Sequence">The change.</param>
internal readonly record struct Proof(AttributionGrade Grade, DateTimeOffset At, string EventId, long Sequence)
{
    /// <summary>The strongest, of those the newest. Nothing in it depends on the order of arrival.</summary>
    public static Proof Best(IEnumerable<Proof> proofs) =>
        proofs.OrderBy(p => p.Grade == AttributionGrade.Unknown).ThenBy(p => p.Grade).ThenByDescending(p => p.At).ThenByDescending(p => p.EventId, StringComparer.Ordinal).First();
}
