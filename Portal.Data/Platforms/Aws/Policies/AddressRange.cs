using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A range of addresses, as <c>10.0.0.0/8</c>; without a length it is one address. The two versions of IP never match each other.</summary>
internal sealed class AddressRange
{
    private readonly byte[] _network;
    private readonly int _length;

    private AddressRange(byte[] network, int length)
    {
        _network = network;
        _length = length;
    }

    /// <summary>True when it is so wide that S3 does not take it for a limit: wider than /8, or /32 for IPv6.</summary>
    public bool IsBroad => _length < (_network.Length == 4 ? 8 : 32);

    /// <summary>Reads a range; bits behind its length are ignored. Null when the text is none.</summary>
    public static AddressRange? Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (Address(slash < 0 ? text : text[..slash]) is not { } network)
        {
            return null;
        }
        var length = network.Length * 8;
        return slash < 0 || (int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= network.Length * 8)
            ? new AddressRange(network, length)
            : null;
    }

    /// <summary>True when <paramref name="given"/> is an address in the range, or a range wholly inside it.</summary>
    public bool Contains(AddressRange given)
    {
        if (given._network.Length != _network.Length || given._length < _length)
        {
            return false;
        }
        var whole = _length / 8;
        if (!_network.AsSpan(0, whole).SequenceEqual(given._network.AsSpan(0, whole)))
        {
            return false;
        }
        var rest = _length % 8;
        return rest == 0 || (_network[whole] ^ given._network[whole]) >> (8 - rest) == 0;
    }

    /// <summary>The framework also reads <c>10.1</c>, octal and zone ids, which policies do not know.</summary>
    private static byte[]? Address(string text)
    {
        if (text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal) || !IPAddress.TryParse(text, out var address))
        {
            return null;
        }
        return address.AddressFamily == AddressFamily.InterNetwork && !string.Equals(address.ToString(), text, StringComparison.Ordinal)
            ? null
            : address.GetAddressBytes();
    }
}
