namespace Portal.Data.Storage;

/// <summary>A file that holds one secret, for its owner's eyes only.</summary>
public static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    /// <summary>The secret that lies at <paramref name="path"/>, or null when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it holds, for the message: <c>the key that …</c>.</param>
    /// <exception cref="InvalidOperationException">Others may read it or put another in its place.</exception>
    public static string? Find(string path, string what)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new InvalidOperationException($"{path} holds {what}, but is open to others. Run: chmod 600 {path}");
        }
        return File.ReadAllText(path).Trim();
    }

    /// <summary>Writes a new file.</summary>
    /// <exception cref="IOException">There is one already, among other reasons.</exception>
    public static void Create(string path, string secret)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }
        using var stream = new FileStream(path, how);
        using var writer = new StreamWriter(stream);
        writer.WriteLine(secret);
        writer.Flush();
        stream.Flush(flushToDisk: true);
    }
}
