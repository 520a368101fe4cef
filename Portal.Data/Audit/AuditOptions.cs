namespace Portal.Data.Audit;

/// <summary>Where the record's key lies and where its checkpoints go, from the settings under <c>Audit</c>.</summary>
/// <param name="Origin">The record's name in its checkpoints, which a new key gets (<c>Audit:Origin</c>).</param>
/// <param name="KeyFile">The file with the key that signs them (<c>Audit:KeyFile</c>).</param>
/// <param name="Key">The key itself, from an external secret, instead of the file (<c>Audit:Key</c>); or null.</param>
/// <param name="CheckpointFile">The file that every checkpoint is appended to (<c>Audit:CheckpointFile</c>), or null for none.</param>
public sealed record AuditOptions(string Origin, string KeyFile, string? Key, string? CheckpointFile)
{
    /// <summary>The key that is to follow (<c>Audit:NextKey</c>), from an external secret, too; or null.</summary>
    public string? NextKey { get; init; }

    /// <summary>Where the key comes from, to be named to people.</summary>
    internal string KeyPlace => Key is null ? KeyFile : "Audit:Key";

    /// <summary>Reads the settings.</summary>
    /// <param name="setting">Gives a setting's value by its key, or null.</param>
    /// <param name="directory">Where files of the portal lie.</param>
    /// <param name="baseUrl">The portal's address, which its record is named after.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static AuditOptions From(Func<string, string?> setting, string directory, Uri baseUrl)
    {
        var origin = Given("Audit:Origin") ?? $"{baseUrl.Authority}{baseUrl.AbsolutePath.TrimEnd('/')}/audit";
        if (origin.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+'))
        {
            throw new InvalidOperationException(
                $"Audit:Origin is '{origin}', but must have neither white space nor '+', for example Audit__Origin=governance.example.com/audit.");
        }
        return new(
            origin,
            Path.GetFullPath(Path.Combine(directory, Given("Audit:KeyFile") ?? "audit.key")),
            Given("Audit:Key"),
            Given("Audit:CheckpointFile") is { } file ? Path.GetFullPath(Path.Combine(directory, file)) : null)
        {
            NextKey = Given("Audit:NextKey"),
        };

        string? Given(string key) => setting(key) is { Length: > 0 } value ? value : null;
    }
}
