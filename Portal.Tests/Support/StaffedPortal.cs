using Portal.Data.Access;
using Portal.Tests.Support.Provider;

namespace Portal.Tests.Support;

/// <summary>A portal as an organization runs it: no demo, a real provider in front of it, and in it a <see cref="StaffedOrganization"/>.</summary>
public sealed class StaffedPortal : IAsyncDisposable
{
    private StaffedPortal(Uri address, LocalProvider provider, PortalServer server)
    {
        Address = address;
        Provider = provider;
        Server = server;
        Organization = new(server.Services);
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Where its people sign in, by the name of their role.</summary>
    public LocalProvider Provider { get; }

    /// <summary>The portal.</summary>
    public PortalServer Server { get; }

    /// <summary>What it holds.</summary>
    public StaffedOrganization Organization { get; }

    /// <summary>Starts one.</summary>
    /// <param name="settings">Further settings, as <c>Key:Of=value</c>.</param>
    public static async Task<StaffedPortal> StartAsync(params IReadOnlyList<string> settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var provider = await LocalProvider.StartAsync(
            certificate: null,
            [.. Enum.GetNames<Role>().Append(StaffedOrganization.NoRole).Append(StaffedOrganization.OtherOwner).Select(name => new LocalAccount(name, $"subject-{name}", Roles: [name]))]);
        var server = await PortalServer.StartAsync(isDemo: false, settings: [.. provider.SettingsFor(address), .. settings]);
        var staffed = new StaffedPortal(address, provider, server);
        await staffed.Organization.EnterAsync();
        return staffed;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
