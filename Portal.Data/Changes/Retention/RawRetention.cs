using Portal.Data.Platforms;

namespace Portal.Data.Changes.Retention;

/// <summary>How long raw events are kept. What was read out of them, and their digests, are kept always.</summary>
/// <param name="Days">Days since they arrived; null is always.</param>
/// <param name="OfKinds">Another number of days for some kinds.</param>
public sealed record RawRetention(int? Days, IReadOnlyDictionary<ChangeKind, int> OfKinds)
{
    /// <summary>Nothing is forgotten.</summary>
    public static RawRetention Always { get; } = new(null, new Dictionary<ChangeKind, int>());

    /// <summary>The kinds that are forgotten, by their days.</summary>
    public IEnumerable<IGrouping<int, ChangeKind>> Forgotten() => Enum.GetValues<ChangeKind>()
        .Select(kind => (Kind: kind, Days: OfKinds.TryGetValue(kind, out var own) ? own : Days))
        .Where(k => k.Days is not null)
        .GroupBy(k => k.Days!.Value, k => k.Kind);
}
