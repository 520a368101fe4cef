using System.Net;
using System.Net.Sockets;

namespace Portal.Hosting.Outbound;

/// <summary>
/// Sorts addresses by IANA's registries of special-purpose addresses (https://www.iana.org/assignments/iana-ipv4-special-registry and
/// iana-ipv6-special-registry). An address that holds another, of the older family, is sorted as that one or never reached.
/// </summary>
internal static class AddressRanges
{
    private static readonly IPNetwork[] Private = Networks(
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

    private static readonly IPNetwork[] Never = Networks(
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        // Where clouds tell a machine its credentials, in ranges that are otherwise private or even public.
        "100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::/32", "fd20:ce::254/128");

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // RFC 6052: a network without IPv4 reaches such hosts by these.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>What stands behind <paramref name="address"/>.</summary>
    public static AddressKind Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Of(address.MapToIPv4());
        }
        if (Translated.Contains(address))
        {
            return Of(new IPAddress(address.GetAddressBytes()[^4..])) == AddressKind.Public ? AddressKind.Public : AddressKind.Never;
        }
        if (IsIn(address, Never))
        {
            return AddressKind.Never;
        }
        if (IsIn(address, Private))
        {
            return AddressKind.Private;
        }
        return address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address) ? AddressKind.Public : AddressKind.Never;
    }

    private static bool IsIn(IPAddress address, IPNetwork[] networks) => Array.Exists(networks, n => n.Contains(address));

    private static IPNetwork[] Networks(params IReadOnlyList<string> texts) => [.. texts.Select(t => IPNetwork.Parse(t))];
}
