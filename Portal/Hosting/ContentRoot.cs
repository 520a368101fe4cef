using System.Reflection;

namespace Portal.Hosting;

/// <summary>Where the portal's own files lie: beside a published portal, or in the project while developing; never where the person happens to stand.</summary>
internal static class ContentRoot
{
    /// <summary>Whether this portal was published, with its static files beside it.</summary>
    public static bool IsPublished { get; } = Directory.Exists(System.IO.Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    /// <summary>The folder.</summary>
    public static string Path { get; } = IsPublished ? AppContext.BaseDirectory : ProjectDirectory() ?? AppContext.BaseDirectory;

    private static string? ProjectDirectory() => typeof(ContentRoot).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "ProjectDirectory")?.Value is { } path && Directory.Exists(path)
            ? path
            : null;
}
