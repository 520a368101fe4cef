namespace Portal.Tests.Support;

/// <summary>A program that is the portal.</summary>
/// <param name="Path">The file to start.</param>
/// <param name="Environment">Which settings it takes: <c>Development</c> or <c>Production</c>.</param>
public sealed record PortalProgram(string Path, string Environment)
{
    private static readonly string Name = OperatingSystem.IsWindows() ? "Portal.exe" : "Portal";

    /// <summary>The one that was built with the tests.</summary>
    public static PortalProgram Built { get; } = new(System.IO.Path.Combine(AppContext.BaseDirectory, Name), "Development");

    /// <summary>The one in <paramref name="folder"/>, as <c>dotnet publish</c> wrote it.</summary>
    public static PortalProgram PublishedIn(string folder) => new(System.IO.Path.Combine(folder, Name), "Production");
}
