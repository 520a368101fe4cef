using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>A command that was sent to a database.</summary>
/// <param name="Text">Its SQL.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record SeenCommand(string Text, IReadOnlyList<DbParameter> Parameters)
{
    /// <summary>How the database carries it out, one step a line.</summary>
    public async Task<string> ExplainAsync(GovernanceDb db)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"{(db is SqliteGovernanceDb ? "EXPLAIN QUERY PLAN" : "EXPLAIN")} {Text}";
        foreach (var parameter in Parameters)
        {
            command.Parameters.Add(CopyOf(parameter, command));
        }
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetValue(reader.FieldCount - 1).ToString()!);
        }
        return string.Join('\n', lines);
    }

    private static object CopyOf(DbParameter parameter, DbCommand command)
    {
        if (parameter is ICloneable typed)
        {
            return typed.Clone();
        }
        var copy = command.CreateParameter();
        (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
        return copy;
    }
}
