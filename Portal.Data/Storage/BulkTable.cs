using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Internal;

namespace Portal.Data.Storage;

/// <summary>How rows of one entity are written past the change tracker: the table's columns with what reads each from a row.</summary>
internal sealed class BulkTable
{
    private BulkTable(string name, IReadOnlyList<Column> columns)
    {
        Name = name;
        Columns = columns;
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>The columns that a row is written to; those that the database fills itself are left out.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The name as SQL.</summary>
    public string QuotedName => $"\"{Name}\"";

    /// <summary>The column names as SQL.</summary>
    public string QuotedColumns => string.Join(',', Columns.Select(c => $"\"{c.Name}\""));

    /// <summary>The columns of the primary key, all of them among <see cref="Columns"/>.</summary>
    public IReadOnlyList<Column> Key => [.. Columns.Where(c => c.IsKey)];

    /// <summary>The same table with its key and only those further columns that hold <paramref name="properties"/>.</summary>
    public BulkTable Only(IReadOnlyCollection<string> properties) =>
        properties.FirstOrDefault(p => Columns.All(c => c.Property != p)) is { } unknown
            ? throw new ArgumentException($"{Name} has no column for {unknown}.", nameof(properties))
            : new(Name, [.. Columns.Where(c => !c.IsKey && properties.Contains(c.Property, StringComparer.Ordinal)), .. Key]);

    /// <summary>The columns that hold <paramref name="properties"/>, in this order.</summary>
    public IReadOnlyList<Column> ColumnsOf(IReadOnlyList<string> properties) => [.. properties.Select(p => Columns.Single(c => c.Property == p))];

    /// <summary>The names of the columns that hold <paramref name="properties"/>, as SQL.</summary>
    public string Chosen(IReadOnlyList<string> properties) => string.Join(',', ColumnsOf(properties).Select(c => $"\"{c.Name}\""));

    /// <summary>Rows whose key, one column, lies above one number and not above another; in the order of the key. As SQL.</summary>
    public string KeyIsBetween(string after, string upTo) =>
        $"\"{Key.Single().Name}\" > {after} AND \"{Key.Single().Name}\" <= {upTo} ORDER BY \"{Key.Single().Name}\"";

    /// <summary>The table of an entity that is mapped in <paramref name="db"/>.</summary>
    public static BulkTable Of<T>(DbContext db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var columns = entity.GetProperties()
            .Where(p => p.ValueGenerated != ValueGenerated.OnAdd || p.ClrType != typeof(long))
            .Select(p => ColumnOf(p, store))
            .ToArray();
        return new(entity.GetTableName()!, columns);
    }

#pragma warning disable EF1001 // The public API has no way to read a property of a row that is not tracked.
    private static Column ColumnOf(IProperty property, StoreObjectIdentifier store)
    {
        var getter = ((IRuntimePropertyBase)property).GetGetter();
        var converter = property.GetTypeMapping().Converter;
        Func<object, object?> read = converter is null
            ? getter.GetClrValue
            : row => converter.ConvertToProvider(getter.GetClrValue(row));
        return new(property.Name, property.GetColumnName(store)!, property.GetColumnType(), property.IsPrimaryKey(), read);
    }
#pragma warning restore EF1001

    /// <summary>One column.</summary>
    /// <param name="Property">The property that it holds.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="StoreType">Its type as the engine names it.</param>
    /// <param name="IsKey">Whether it is part of the primary key.</param>
    /// <param name="Read">Reads the value to store from a row; null is SQL NULL.</param>
    public sealed record Column(string Property, string Name, string StoreType, bool IsKey, Func<object, object?> Read);
}
