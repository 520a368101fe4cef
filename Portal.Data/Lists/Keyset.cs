using System.Linq.Expressions;
using Portal.Data.Storage;

namespace Portal.Data.Lists;

/// <summary>Sorts a list by one column and the id, and starts behind a cursor: an index with both columns answers it without reading more.</summary>
internal static class Keyset
{
    /// <summary>The rows in order, from behind <paramref name="after"/> on.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="key">The column.</param>
    /// <param name="id">The id, which decides between equal keys.</param>
    /// <param name="descending">True for the largest first, ids included.</param>
    /// <param name="after">The key and id of the last row of the page before, or null for the first page.</param>
    public static IQueryable<T> SortedBy<T, TKey, TId>(
        this IQueryable<T> rows, Expression<Func<T, TKey>> key, Expression<Func<T, TId>> id, bool descending, (TKey Key, Guid Id)? after)
        where TId : struct, IIdentifier<TId>
    {
        if (after is { } last)
        {
            rows = rows.Where(Behind(key, id, descending, new Position<TKey, TId>(last.Key, TId.From(last.Id))));
        }
        return descending
            ? rows.OrderByDescending(key).ThenByDescending(id)
            : rows.OrderBy(key).ThenBy(id);
    }

    // key <= @key AND (key < @key OR id < @id): the form for which engines seek in the index instead of reading up to the place.
    private static Expression<Func<T, bool>> Behind<T, TKey, TId>(
        Expression<Func<T, TKey>> key, Expression<Func<T, TId>> id, bool descending, Position<TKey, TId> position)
    {
        var row = key.Parameters[0];
        var idBody = new Replaced(id.Parameters[0], row).Visit(id.Body)!;
        // A member of an object and not a constant, so that the query has a parameter and one plan.
        var last = Expression.Constant(position);
        var keyOrder = Order(key.Body, Expression.Property(last, nameof(position.Key)));
        var idOrder = Order(idBody, Expression.Property(last, nameof(position.Id)));
        var condition = descending
            ? Expression.AndAlso(
                Expression.LessThanOrEqual(keyOrder.Left, keyOrder.Right),
                Expression.OrElse(Expression.LessThan(keyOrder.Left, keyOrder.Right), Expression.LessThan(idOrder.Left, idOrder.Right)))
            : Expression.AndAlso(
                Expression.GreaterThanOrEqual(keyOrder.Left, keyOrder.Right),
                Expression.OrElse(Expression.GreaterThan(keyOrder.Left, keyOrder.Right), Expression.GreaterThan(idOrder.Left, idOrder.Right)));
        return Expression.Lambda<Func<T, bool>>(condition, row);
    }

    // Numbers have operators; texts and identifiers are compared by CompareTo, which becomes an operator in SQL.
    private static (Expression Left, Expression Right) Order(Expression value, Expression last) =>
        value.Type.IsPrimitive || value.Type == typeof(DateTimeOffset)
            ? (value, last)
            : (Expression.Call(value, value.Type.GetMethod(nameof(IComparable<>.CompareTo), [value.Type])!, last), Expression.Constant(0));

    private sealed record Position<TKey, TId>(TKey Key, TId Id);

    private sealed class Replaced(Expression what, Expression by) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == what ? by : base.Visit(node);
    }
}
