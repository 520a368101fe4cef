using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Storage;

/// <summary>What the model says of rows that refer to others.</summary>
internal static class References
{
    private static readonly MethodInfo Any = typeof(References).GetMethod(nameof(AnyAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>
    /// Whether any row keeps a row from being removed, in whichever table, also one of a feature that comes later: found in the model, so that
    /// no command has to list them.
    /// </summary>
    /// <typeparam name="TRow">The row that is referred to.</typeparam>
    /// <typeparam name="TKey">Its key.</typeparam>
    /// <param name="db">The database.</param>
    /// <param name="key">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> IsReferredToAsync<TRow, TKey>(this GovernanceDb db, TKey key, CancellationToken cancellationToken)
        where TRow : class
    {
        foreach (var reference in db.Model.FindEntityType(typeof(TRow))!.GetReferencingForeignKeys().Where(f => f.DeleteBehavior == DeleteBehavior.Restrict))
        {
            var ask = Any.MakeGenericMethod(reference.DeclaringEntityType.ClrType, typeof(TKey));
            if (await (Task<bool>)ask.Invoke(obj: null, [db, reference.Properties[0].Name, key, cancellationToken])!)
            {
                return true;
            }
        }
        return false;
    }

    private static Task<bool> AnyAsync<TRow, TKey>(GovernanceDb db, string column, TKey key, CancellationToken cancellationToken)
        where TRow : class => db.Set<TRow>().AnyAsync(r => EF.Property<TKey>(r, column)!.Equals(key), cancellationToken);
}
