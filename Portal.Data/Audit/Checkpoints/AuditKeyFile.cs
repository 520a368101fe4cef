using Portal.Data.Storage;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>The file that holds the private key, for its owner's eyes only.</summary>
internal static class AuditKeyFile
{
    private const string What = "the key that signs the audit trail";

    /// <summary>The key that lies here or comes from the setting, or null when there is none.</summary>
    /// <exception cref="InvalidOperationException">It is none, or others may read it or put another in its place.</exception>
    public static SigningKey? Find(AuditOptions options)
    {
        if (options.Key is { } given)
        {
            return Read(given, "Audit:Key");
        }
        return SecretFile.Find(options.KeyFile, What) is { } secret ? Read(secret, options.KeyFile) : null;
    }

    /// <summary>Makes a key where there is none. When another portal made one meanwhile, it is that one.</summary>
    public static SigningKey Create(AuditOptions options)
    {
        var key = SigningKey.Create(options.Origin);
        try
        {
            SecretFile.Create(options.KeyFile, key.Secret);
            return key;
        }
        catch (IOException) when (File.Exists(options.KeyFile))
        {
            return Find(options)!;
        }
    }

    /// <summary>Writes <paramref name="key"/> beside the present one, to be put in its place once the record says so.</summary>
    public static void Stage(AuditOptions options, SigningKey key)
    {
        File.Delete(Staged(options));
        SecretFile.Create(Staged(options), key.Secret);
    }

    /// <summary>Puts the key that was written beside it in place of the present one, which is gone then.</summary>
    public static void Promote(AuditOptions options) => File.Move(Staged(options), options.KeyFile, overwrite: true);

    /// <summary>The key that is to follow, from its setting, or null.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static SigningKey? FindNext(AuditOptions options) => options.NextKey is { } given ? Read(given, "Audit:NextKey") : null;

    /// <summary>The key that was written beside the present one, or null.</summary>
    public static SigningKey? FindStaged(AuditOptions options) =>
        options.Key is null && File.Exists(Staged(options)) ? Read(File.ReadAllText(Staged(options)).Trim(), Staged(options)) : null;

    private static string Staged(AuditOptions options) => options.KeyFile + ".new";

    private static SigningKey Read(string text, string place)
    {
        try
        {
            return SigningKey.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"{place} does not hold {What}: {exception.Message}", exception);
        }
    }
}
