using System.Net;
using System.Net.Sockets;

namespace Portal.Hosting.Limits;

/// <summary>What limits take for one address: in IPv6 a whole /64, since each machine has so many.</summary>
internal static class NetworkAddress
{
    private const int Site = 8;

    /// <summary>The name to count by; one for all whose address is not known.</summary>
    public static string KeyOf(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } when !IPAddress.IsLoopback(address) => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, Site)),
        _ => address.ToString(),
    };
}
