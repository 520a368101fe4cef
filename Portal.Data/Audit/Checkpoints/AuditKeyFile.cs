namespace Portal.Data.Audit.Checkpoints;

/// <summary>The file that holds the private key, for its owner's eyes only.</summary>
internal static class AuditKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    /// <summary>The key that lies here or comes from the setting, or null when there is none.</summary>
    /// <exception cref="InvalidOperationException">It is none, or others may read it or put another in its place.</exception>
    public static SigningKey? Find(AuditOptions options)
    {
        if (options.Key is { } given)
        {
            return Read(given, "Audit:Key");
        }
        if (!File.Exists(options.KeyFile))
        {
            return null;
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(options.KeyFile) & Others) != UnixFileMode.None)
        {
            throw new InvalidOperationException($"{options.KeyFile} holds the key that signs the audit trail, but is open to others. Run: chmod 600 {options.KeyFile}");
        }
        return Read(File.ReadAllText(options.KeyFile).Trim(), options.KeyFile);
    }

    /// <summary>Makes a key where there is none. When another portal made one meanwhile, it is that one.</summary>
    public static SigningKey Create(AuditOptions options)
    {
        var key = SigningKey.Create(options.Origin);
        try
        {
            Write(options.KeyFile, key);
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
        Write(Staged(options), key);
    }

    /// <summary>Puts the key that was written beside it in place of the present one, which is gone then.</summary>
    public static void Promote(AuditOptions options) => File.Move(Staged(options), options.KeyFile, overwrite: true);

    /// <summary>The key that was written beside the present one, or null.</summary>
    public static SigningKey? FindStaged(AuditOptions options) =>
        options.Key is null && File.Exists(Staged(options)) ? Read(File.ReadAllText(Staged(options)).Trim(), Staged(options)) : null;

    private static string Staged(AuditOptions options) => options.KeyFile + ".new";

    private static void Write(string path, SigningKey key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }
        using var stream = new FileStream(path, how);
        using var writer = new StreamWriter(stream);
        writer.WriteLine(key.Secret);
        writer.Flush();
        stream.Flush(flushToDisk: true);
    }

    private static SigningKey Read(string text, string place)
    {
        try
        {
            return SigningKey.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"{place} does not hold the key that signs the audit trail: {exception.Message}", exception);
        }
    }
}
