using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Portal.Hosting;

/// <summary>Says where the portal is reached once it is.</summary>
/// <param name="server">Knows the addresses.</param>
/// <param name="settings">Say whether this is the demo.</param>
/// <param name="lifetime">Says when it is ready.</param>
internal sealed class StartNotice(IServer server, PortalSettings settings, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Say);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Say()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.WriteLine($"Governance is ready at {string.Join(" and ", addresses)}");
        if (settings.IsDemo)
        {
            Console.WriteLine("Demo organization: open it and pick who you are (security engineer, agent owner, manager, approver, auditor, administrator).");
        }
    }
}
