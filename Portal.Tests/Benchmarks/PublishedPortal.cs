using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>The portal as an operator installs it, published once for all parts of a run: its code need not be compiled at each start.</summary>
internal static class PublishedPortal
{
    private static readonly Lazy<Task<PortalProgram>> Once = new(PublishAsync);

    /// <summary>The program; the first one to ask waits about a minute.</summary>
    public static Task<PortalProgram> GetAsync() => Once.Value;

    private static async Task<PortalProgram> PublishAsync()
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "portal");
        await MachineProgram.RunAsync("dotnet", "publish", Path.Combine(Repository.Root, "Portal"), "--configuration", "Release", "--output", folder);
        return PortalProgram.PublishedIn(folder);
    }
}
