using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>Every row of every table at one time, to say what a command changed.</summary>
internal sealed class TableRows
{
    private readonly Dictionary<string, Dictionary<string, IReadOnlyDictionary<string, object?>>> _tables = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="except">Tables to leave out, by name, or columns, as <c>table.Column</c>.</param>
    public static async Task<TableRows> ReadAsync(GovernanceDb db, params IReadOnlyList<string> except)
    {
        var rows = new TableRows();
        await db.Database.OpenConnectionAsync();
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.GetTableName() is { } name && !except.Contains(name, StringComparer.Ordinal)).DistinctBy(t => t.GetTableName(), StringComparer.Ordinal))
        {
            rows._tables[type.GetTableName()!] = await ReadAsync(db, type, except);
        }
        return rows;
    }

    /// <summary>What became of rows between two times.</summary>
    public static IReadOnlyList<RowChange> Between(TableRows before, TableRows after) =>
    [
        .. from table in after._tables
           let old = before._tables[table.Key]
           from key in table.Value.Keys.Union(old.Keys, StringComparer.Ordinal)
           let was = old.GetValueOrDefault(key)
           let now = table.Value.GetValueOrDefault(key)
           let columns = (now ?? was)!.Keys.Where(c => !Equals(was?[c], now?[c])).ToList()
           where columns.Count > 0
           select new RowChange(table.Key, was, now, columns),
    ];

    private static async Task<Dictionary<string, IReadOnlyDictionary<string, object?>>> ReadAsync(GovernanceDb db, IEntityType type, IReadOnlyList<string> except)
    {
        var table = type.GetTableName()!;
        var keys = type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()).ToList();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            var row = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (!except.Contains($"{table}.{reader.GetName(i)}", StringComparer.Ordinal))
                {
                    row[reader.GetName(i)] = Say(reader.GetValue(i));
                }
            }
            rows[string.Join('|', keys.Select(k => row[k]))] = row;
        }
        return rows;
    }

    private static string? Say(object value) => value switch
    {
        DBNull => null,
        byte[] bytes => Convert.ToHexString(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
