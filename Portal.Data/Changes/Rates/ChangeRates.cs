using Portal.Data.Platforms;

namespace Portal.Data.Changes.Rates;

/// <summary>How many changes happened, hour by hour.</summary>
/// <param name="Hours">The hours, oldest first, without gaps.</param>
public sealed record ChangeRates(IReadOnlyList<RatesOfHour> Hours)
{
    /// <summary>What was done, of the given kinds.</summary>
    public int Done(params IReadOnlyCollection<ChangeKind> kinds) => Hours.Sum(h => h.Kinds.Where(k => kinds.Contains(k.Kind)).Sum(k => k.Done));

    /// <summary>What was only tried.</summary>
    public int Failed => Hours.Sum(h => h.Kinds.Sum(k => k.Failed));
}
