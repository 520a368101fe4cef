using System.Security.Cryptography;

namespace Portal.Data.Audit.Chain;

/// <summary>Checks proofs with nothing but what is handed in: RFC 9162, 2.1.3.2 and 2.1.4.2, which hold for RFC 6962's trees too.</summary>
internal static class MerkleProof
{
    /// <summary>Whether <paramref name="proof"/> shows that leaf <paramref name="index"/> of the tree is the one with <paramref name="leafHash"/>.</summary>
    public static bool IsIncluded(ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleHash.Length || !AreHashes(proof))
        {
            return false;
        }
        var (at, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }
            if ((at & 1) == 1 || at == last)
            {
                hash = MerkleHash.OfNode(sibling, hash);
                while ((at & 1) == 0 && at != 0)
                {
                    (at, last) = (at >> 1, last >> 1);
                }
            }
            else
            {
                hash = MerkleHash.OfNode(hash, sibling);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && CryptographicOperations.FixedTimeEquals(hash, root);
    }

    /// <summary>
    /// Whether <paramref name="proof"/> shows that the tree of <paramref name="size"/> leaves begins with that of <paramref name="first"/> leaves.
    /// The empty tree proves nothing: a history from 0 is refused.
    /// </summary>
    public static bool IsConsistent(long first, ReadOnlySpan<byte> firstRoot, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        if (first < 1 || first > size || !AreHashes(proof) || firstRoot.Length != MerkleHash.Length || root.Length != MerkleHash.Length)
        {
            return false;
        }
        if (first == size)
        {
            return proof.Count == 0 && firstRoot.SequenceEqual(root);
        }
        // A tree whose size is a power of two is itself the first node of the way up.
        var path = long.IsPow2(first) ? [firstRoot.ToArray(), .. proof] : proof;
        if (path.Count == 0)
        {
            return false;
        }
        var (at, last) = (first - 1, size - 1);
        while ((at & 1) == 1)
        {
            (at, last) = (at >> 1, last >> 1);
        }
        var (old, now) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }
            if ((at & 1) == 1 || at == last)
            {
                old = MerkleHash.OfNode(sibling, old);
                now = MerkleHash.OfNode(sibling, now);
                while ((at & 1) == 0 && at != 0)
                {
                    (at, last) = (at >> 1, last >> 1);
                }
            }
            else
            {
                now = MerkleHash.OfNode(now, sibling);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && firstRoot.SequenceEqual(old) && root.SequenceEqual(now);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.All(hash => hash.Length == MerkleHash.Length);
}
