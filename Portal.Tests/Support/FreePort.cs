using System.Net;
using System.Net.Sockets;

namespace Portal.Tests.Support;

/// <summary>A port of this machine that nobody listens on, for a server whose address has to be known before it starts.</summary>
internal static class FreePort
{
    /// <summary>Finds one.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
