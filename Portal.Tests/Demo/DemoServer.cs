using Portal.Tests.Support;

namespace Portal.Tests.Demo;

/// <summary>One portal with the demo organization loaded at its first start, for all tests that only look at it.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private PortalServer? _portal;

    /// <summary>The portal.</summary>
    public PortalServer Portal => _portal ?? throw new InvalidOperationException("The portal has not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _portal = await PortalServer.StartFirstAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }
    }
}
