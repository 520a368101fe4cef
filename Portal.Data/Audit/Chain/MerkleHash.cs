using System.Security.Cryptography;

namespace Portal.Data.Audit.Chain;

/// <summary>The hashes of RFC 6962: a prefix keeps what is a leaf from being taken for a node, and the other way round.</summary>
internal static class MerkleHash
{
    // To begin a hash anew takes the system's library as long as to work out a short one.
    [ThreadStatic]
    private static IncrementalHash? _hash;

    /// <summary>How many bytes a hash has.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>What stands before a leaf's bytes.</summary>
    public const byte LeafPrefix = 0;

    /// <summary>What stands before a node's two hashes.</summary>
    public const byte NodePrefix = 1;

    /// <summary>The root of the tree without leaves.</summary>
    public static byte[] Empty { get; } = SHA256.HashData([]);

    /// <summary>The hash of a leaf.</summary>
    public static byte[] OfLeaf(ReadOnlySpan<byte> leaf) => Of([LeafPrefix, .. leaf]);

    /// <summary>The hash of a node over its two children.</summary>
    public static byte[] OfNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Length)];
        bytes[0] = NodePrefix;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Length)..]);
        return Of(bytes);
    }

    /// <summary>The hash of bytes as they are: of a text, or of what has its prefix already.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var hash = new byte[Length];
        Of(bytes, hash);
        return hash;
    }

    /// <summary>The same, into <paramref name="to"/>.</summary>
    public static void Of(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        var hash = _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        hash.GetHashAndReset(to);
    }
}
