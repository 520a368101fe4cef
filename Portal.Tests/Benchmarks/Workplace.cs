using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>A published portal's process with a data directory of its own, deleted afterwards.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly PortalProgram _program;

    private Workplace(PortalProgram program, string directory) => (_program, Directory) = (program, directory);

    /// <summary>The data directory.</summary>
    public string Directory { get; }

    /// <summary>The portal, once started.</summary>
    public PortalProcess? Portal { get; private set; }

    /// <summary>An empty place with a migrated database.</summary>
    public static async Task<Workplace> CreateAsync()
    {
        var place = new Workplace(await PublishedPortal.GetAsync(), System.IO.Directory.CreateTempSubdirectory("governance-bench-").FullName);
        await place.RunAsync("migrate");
        return place;
    }

    /// <summary>Serves here.</summary>
    public async Task<PortalProcess> ServeAsync(bool isDemo) => Portal = await PortalProcess.ServeAsync(
        _program, Directory, $"Demo:Enabled={isDemo}", "Oidc:Authority=https://id.example.com", "Oidc:ClientId=governance", "SignIn:MaxPages=10000");

    /// <summary>Serves no longer.</summary>
    public async Task StopAsync()
    {
        if (Portal is not null)
        {
            await Portal.DisposeAsync();
            Portal = null;
        }
    }

    /// <summary>Runs a verb here and fails when it does.</summary>
    public async Task<PortalVerbResult> RunAsync(params IReadOnlyList<string> arguments)
    {
        var result = await PortalProcess.RunAsync(_program, Directory, arguments);
        return result.ExitCode == 0
            ? result
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Error}");
    }

    /// <summary>A new API token.</summary>
    public async Task<string> CreateTokenAsync(string scope) =>
        (await RunAsync("token", "create", "--name", "bench", "--scope", scope)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
