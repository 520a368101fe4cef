namespace Portal.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    private static readonly string[] Projects = ["Portal", "Portal.Data", "Portal.Tests"];

    /// <summary>Its top folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The hand-written files of all three projects, as paths from the root with forward slashes.</summary>
    /// <param name="extension">How their names end, for example <c>.cs</c>.</param>
    public static IEnumerable<string> SourceFiles(string extension) =>
        from project in Projects
        from path in Directory.EnumerateFiles(Path.Combine(Root, project), "*" + extension, SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Split('/').Any(part => part is "bin" or "obj" or "Migrations")
        select relative;

    /// <summary>What a file of the repository says.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Governance.sln")))
            {
                return directory.FullName;
            }
        }
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Governance.sln.");
    }
}
