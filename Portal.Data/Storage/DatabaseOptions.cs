namespace Portal.Data.Storage;

/// <summary>Where the portal stores, from <c>Database:Provider</c>, <c>ConnectionStrings:Governance</c> and <c>Data:Directory</c>.</summary>
/// <param name="Provider">Which engine.</param>
/// <param name="ConnectionString">How to reach it.</param>
public sealed record DatabaseOptions(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="setting">Gives a setting's value by its key, or null.</param>
    /// <param name="directory">Where files of the portal lie.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static DatabaseOptions From(Func<string, string?> setting, string directory)
    {
        var name = setting("Database:Provider") is { Length: > 0 } given ? given : nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider) || !char.IsLetter(name[0]))
        {
            throw new InvalidOperationException($"Database:Provider is '{name}', but must be Sqlite or Postgres, for example Database__Provider=Postgres.");
        }
        var connection = setting("ConnectionStrings:Governance");
        return (provider, connection) switch
        {
            (_, { Length: > 0 }) => new(provider, connection),
            (DatabaseProvider.Sqlite, _) => new(provider, $"Data Source={Path.Combine(directory, "governance.db")}"),
            _ => throw new InvalidOperationException(
                "ConnectionStrings:Governance is missing, but Database:Provider is Postgres. "
                + "Example: ConnectionStrings__Governance=\"Host=db.example;Database=governance;Username=portal;Password=…\"."),
        };
    }
}
