using System.Buffers.Binary;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>
/// A signature with the record's key beside a file, in the form of a signature line of a signed note: a dash, the key's name, and base64 of the key's id
/// and the signature. What is signed has one line, so that nobody can take it for a checkpoint, which has three.
/// </summary>
internal static class DetachedSignature
{
    private const string Mark = "\u2014 ";
    private const int IdLength = sizeof(uint);

    /// <summary>Signs a file.</summary>
    /// <exception cref="ArgumentException">It has more than one line.</exception>
    public static string Of(ReadOnlySpan<byte> content, SigningKey key)
    {
        if (content.Contains((byte)'\n'))
        {
            throw new ArgumentException("Only a file of one line is signed so.", nameof(content));
        }
        var encoded = new byte[IdLength + VerifierKey.SignatureLength];
        BinaryPrimitives.WriteUInt32BigEndian(encoded, key.Public.Id);
        key.Sign(content).CopyTo(encoded, IdLength);
        return $"{Mark}{key.Public.Name} {Convert.ToBase64String(encoded)}\n";
    }

    /// <summary>Whether <paramref name="signature"/> is one over <paramref name="content"/> by <paramref name="key"/>.</summary>
    public static bool IsBy(string signature, ReadOnlySpan<byte> content, VerifierKey key)
    {
        var start = $"{Mark}{key.Name} ";
        return !content.Contains((byte)'\n')
            && signature.StartsWith(start, StringComparison.Ordinal)
            && signature.EndsWith('\n')
            && VerifierKey.FromBase64(signature[start.Length..^1]) is { Length: IdLength + VerifierKey.SignatureLength } encoded
            && BinaryPrimitives.ReadUInt32BigEndian(encoded) == key.Id
            && key.IsSignature(content, encoded.AsSpan(IdLength));
    }
}
