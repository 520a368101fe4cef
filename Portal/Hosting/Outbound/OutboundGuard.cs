using System.Net;
using System.Net.Sockets;

namespace Portal.Hosting.Outbound;

/// <summary>
/// Makes connections for requests to addresses from settings, and keeps them out of networks where they have no business. The address that a
/// name stands for is looked up once, judged, and that very address is connected to, so a name that changes its mind in between gains nothing.
/// No redirect is followed and no proxy used: each would lead past the judgement.
/// </summary>
/// <param name="settings">Which private addresses are open.</param>
/// <param name="resolve">Finds the addresses of a name.</param>
/// <param name="dial">Connects to an address.</param>
internal sealed class OutboundGuard(
    OutboundSettings settings,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPEndPoint, CancellationToken, Task<Stream>> dial)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);

    /// <summary>One that asks this machine's resolver and connects by TCP.</summary>
    public static OutboundGuard Create(OutboundSettings settings) => new(settings, Dns.GetHostAddressesAsync, DialAsync);

    /// <summary>What an <see cref="HttpClient"/> sends its requests with.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectPatience,
        PooledConnectionLifetime = ConnectionLife,
        ConnectCallback = async (context, token) => await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token),
    };

    /// <summary>Whether plain HTTP may be spoken with <paramref name="host"/>: only where a setting opens its own network.</summary>
    public bool AllowsPlain(string host) => settings.Allows(host, IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address : IPAddress.None);

    /// <summary>The address that a text says, by https or where <see cref="AllowsPlain"/>, without a name and password; null when it says none.</summary>
    public Uri? FindAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && AllowsPlain(address.Host)))
        && address.UserInfo.Length == 0
            ? address
            : null;

    /// <summary>Whether a request there is refused whatever a name may stand for by then: it is given as an address of a closed network.</summary>
    public bool IsClosed(Uri address) => IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal) && !IsOpen(address.Host, literal);

    private async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await resolve(host, cancellationToken);
        var open = addresses.Where(a => IsOpen(host, a)).ToList();
        if (open.Count == 0)
        {
            throw new BlockedAddressException(host);
        }
        for (var i = 0; ; i++)
        {
            try
            {
                return await dial(new(open[i], port), cancellationToken);
            }
            catch (SocketException) when (i + 1 < open.Count)
            {
                // The next address may answer.
            }
        }
    }

    private bool IsOpen(string host, IPAddress address) => AddressRanges.Of(address) switch
    {
        AddressKind.Public => true,
        AddressKind.Private => settings.Allows(host, address),
        AddressKind.Never => false,
    };

    private static async Task<Stream> DialAsync(IPEndPoint place, CancellationToken cancellationToken)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
