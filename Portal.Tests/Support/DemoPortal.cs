namespace Portal.Tests.Support;

/// <summary>One portal with the demo organization for all tests that only look; whoever changes something starts a <see cref="PortalServer"/> of their own.</summary>
public sealed class DemoPortal : IAsyncLifetime
{
    private PortalServer? _server;

    /// <summary>The portal.</summary>
    public PortalServer Server => _server ?? throw new InvalidOperationException("Not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _server = await PortalServer.StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
