using System.Numerics;
using Portal.Data.Audit.Chain;

namespace Portal.Tests.Audit.Chain;

/// <summary>RFC 6962, section 2.1, as it stands there, over leaves in memory. Slow, and shares nothing with the tree but the two hashes.</summary>
internal static class NaiveTree
{
    /// <summary><c>MTH(D[n])</c> over hashes of leaves.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> d) => d.Count switch
    {
        0 => MerkleHash.Empty,
        1 => d[0],
        _ => MerkleHash.OfNode(Root([.. d.Take(K(d.Count))]), Root([.. d.Skip(K(d.Count))])),
    };

    /// <summary><c>PATH(m, D[n])</c>.</summary>
    public static IReadOnlyList<byte[]> Path(int m, IReadOnlyList<byte[]> d)
    {
        if (d.Count == 1)
        {
            return [];
        }
        var k = K(d.Count);
        return m < k
            ? [.. Path(m, [.. d.Take(k)]), Root([.. d.Skip(k)])]
            : [.. Path(m - k, [.. d.Skip(k)]), Root([.. d.Take(k)])];
    }

    /// <summary><c>PROOF(m, D[n])</c>.</summary>
    public static IReadOnlyList<byte[]> Proof(int m, IReadOnlyList<byte[]> d) => SubProof(m, d, isWhole: true);

    private static IReadOnlyList<byte[]> SubProof(int m, IReadOnlyList<byte[]> d, bool isWhole)
    {
        if (m == d.Count)
        {
            return isWhole ? [] : [Root(d)];
        }
        var k = K(d.Count);
        return m <= k
            ? [.. SubProof(m, [.. d.Take(k)], isWhole), Root([.. d.Skip(k)])]
            : [.. SubProof(m - k, [.. d.Skip(k)], isWhole: false), Root([.. d.Take(k)])];
    }

    /// <summary>The largest power of two smaller than <paramref name="n"/>.</summary>
    private static int K(int n) => 1 << BitOperations.Log2((uint)n - 1);
}
