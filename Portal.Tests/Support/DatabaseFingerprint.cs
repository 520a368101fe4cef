using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>A hash over every row of each table: equal when nothing was changed.</summary>
public static class DatabaseFingerprint
{
    /// <summary>Reads all tables.</summary>
    /// <param name="db">The database.</param>
    /// <param name="except">Tables that may change, by name, or columns, as <c>table.Column</c>.</param>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(GovernanceDb db, params IReadOnlyList<string> except)
    {
        await db.Database.OpenConnectionAsync();
        var tables = db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>()
            .Distinct(StringComparer.Ordinal).Except(except, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            hashes[table] = await HashAsync(db.Database.GetDbConnection(), table, except);
        }
        return hashes;
    }

    /// <summary>The tables that are not as they were.</summary>
    public static IReadOnlyList<string> Changed(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        [.. after.Where(table => before[table.Key] != table.Value).Select(table => table.Key)];

    private static async Task<string> HashAsync(DbConnection connection, string table, IReadOnlyList<string> except)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            var kept = values.Where((_, i) => !except.Contains($"{table}.{reader.GetName(i)}", StringComparer.Ordinal));
            rows.Add(string.Join('\u001f', kept.Select(v => v switch
            {
                DBNull => "\u0000",
                byte[] bytes => Convert.ToHexString(bytes),
                IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => v.ToString(),
            })));
        }
        rows.Sort(StringComparer.Ordinal);
        return $"{rows.Count} rows, {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', rows))))}";
    }
}
