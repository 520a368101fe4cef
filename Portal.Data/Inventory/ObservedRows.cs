using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Inventory;

/// <summary>Reads rows as they were in force at one time.</summary>
internal static class ObservedRows
{
    /// <summary>Those that were in force at <paramref name="at"/>, or are now when it is null; for reading only.</summary>
    public static IQueryable<T> InForce<T>(this IQueryable<T> rows, DateTimeOffset? at)
        where T : class, IObserved =>
        at is { } time
            ? rows.AsNoTracking().Where(r => r.ObservedFrom <= time && (r.ObservedUntil == null || r.ObservedUntil > time))
            : rows.AsNoTracking().Where(r => r.ObservedUntil == null);
}
