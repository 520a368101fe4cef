using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>An entitlement that is not now what it was at a time in the past.</summary>
/// <param name="Kind">What was given.</param>
/// <param name="Key">Its native id.</param>
/// <param name="Name">The short name people use.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="At">The snapshot that showed it: for a change the first one after that time, for what was taken away the last.</param>
public sealed record EntitlementSince(EntitlementKind Kind, string Key, string Name, EntitlementFate Fate, DateTimeOffset At)
{
    /// <summary>Compares what was in force at <paramref name="at"/> with what is now, by name.</summary>
    /// <param name="rows">All rows of one identity that were in force then or at any time after it.</param>
    /// <param name="at">A time in the past.</param>
    internal static IReadOnlyList<EntitlementSince> Between(IEnumerable<Entitlement> rows, DateTimeOffset at) =>
    [
        .. rows
            .GroupBy(row => (row.Kind, row.Key))
            .Select(group => Of([.. group.OrderBy(row => row.ObservedFrom)], at))
            .OfType<EntitlementSince>()
            .OrderBy(since => since.Name, StringComparer.OrdinalIgnoreCase),
    ];

    private static EntitlementSince? Of(IReadOnlyList<Entitlement> rows, DateTimeOffset at)
    {
        var (first, last) = (rows[0], rows[^1]);
        return (WasThere: first.ObservedFrom <= at, IsThere: last.ObservedUntil is null) switch
        {
            (true, false) => As(EntitlementFate.TakenAway, last.ObservedUntil),
            (true, true) when !IsSame(first, last) => As(EntitlementFate.Changed, first.ObservedUntil),
            (false, true) => As(EntitlementFate.Given, first.ObservedFrom),
            _ => null,
        };

        EntitlementSince? As(EntitlementFate fate, DateTimeOffset? when) => when is { } known ? new(last.Kind, last.Key, last.Name, fate, known) : null;
    }

    private static bool IsSame(Entitlement one, Entitlement other) => one.Id == other.Id || one.Documents.SequenceEqual(other.Documents);
}
