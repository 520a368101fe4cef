using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Portal.Data.Storage;

/// <summary>
/// A text as sixteen bytes, to be found by: the first of a SHA-256. An index of long texts from outside is several times as large, and the more
/// of it there is, the more of its pages a thousand new rows touch.
/// </summary>
/// <param name="Value">The bytes, in the order of their digits.</param>
public readonly record struct IndexKey(Guid Value)
{
    private const int Bytes = 16;
    private const int MostOnStack = 1024;

    /// <summary>The key of a text, in what it belongs to.</summary>
    /// <param name="within">What it belongs to.</param>
    /// <param name="text">The text.</param>
    public static IndexKey Of(Guid within, string text)
    {
        // As migrations can write it: the id's capital digits, a line feed, the text; in UTF-8.
        var whole = string.Concat(within.ToString("D").ToUpperInvariant(), "\n", text);
        var most = Encoding.UTF8.GetMaxByteCount(whole.Length);
        var buffer = most <= MostOnStack ? stackalloc byte[most] : new byte[most];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..Encoding.UTF8.GetBytes(whole, buffer)], hash);
        return new(new Guid(hash[..Bytes], bigEndian: true));
    }

    /// <summary>Stores it as a GUID, where the engine has such a type.</summary>
    internal sealed class AsGuid() : ValueConverter<IndexKey, Guid>(key => key.Value, value => new(value));

    /// <summary>Stores it as bytes, where the engine would write a GUID in letters.</summary>
    internal sealed class AsBytes() : ValueConverter<IndexKey, byte[]>(key => key.Value.ToByteArray(true), value => new(new Guid(value, true)));
}
