using System.Net;

namespace Portal.Hosting.Outbound;

/// <summary>Which private addresses the portal's own requests may go to (<c>Outbound:AllowedPrivate</c>).</summary>
/// <param name="Hosts">Names of hosts that may have a private address, in lower case.</param>
/// <param name="Networks">Private networks.</param>
internal sealed record OutboundSettings(IReadOnlySet<string> Hosts, IReadOnlyList<IPNetwork> Networks)
{
    private const string Key = "Outbound:AllowedPrivate";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="InvalidOperationException">It is wrong: names the key, the problem and an example.</exception>
    public static OutboundSettings From(IConfiguration configuration)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var networks = new List<IPNetwork>();
        var text = configuration[Key] ?? string.Empty;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else if (Uri.CheckHostName(part) == UriHostNameType.Dns)
            {
                hosts.Add(part.TrimEnd('.'));
            }
            else
            {
                throw new InvalidOperationException(
                    $"{Key} is '{text}', but must be hosts, addresses or networks with commas between, for example Outbound__AllowedPrivate=minio.internal,10.1.0.0/16.");
            }
        }
        return new(hosts, networks);
    }

    /// <summary>Whether a private address may be connected to.</summary>
    /// <param name="host">What the request asks for: a name, or the address itself.</param>
    /// <param name="address">The address.</param>
    public bool Allows(string host, IPAddress address) =>
        Hosts.Contains(host.TrimEnd('.')) || Networks.Any(n => n.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
