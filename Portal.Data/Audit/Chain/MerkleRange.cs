using System.Numerics;
using System.Runtime.InteropServices;

namespace Portal.Data.Audit.Chain;

/// <summary>Some leaves that follow each other, of which the tree knows one hash: its RFC 6962 <c>D[from:to]</c>.</summary>
/// <param name="From">The first leaf, from 0.</param>
/// <param name="To">The leaf after the last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MerkleRange(long From, long To)
{
    /// <summary>How many leaves.</summary>
    public long Count => To - From;

    /// <summary>Whether it is a full node of the tree, which stays as it is when the tree grows.</summary>
    public bool IsNode => BitOperations.IsPow2(Count) && From % Count == 0;

    /// <summary>How far above the leaves a full node is.</summary>
    public int Height => BitOperations.Log2((ulong)Count);

    /// <summary>The two ranges below it: the left one has as many leaves as the largest power of two smaller than <see cref="Count"/>.</summary>
    public (MerkleRange Left, MerkleRange Right) Halves
    {
        get
        {
            var middle = From + (long)(BitOperations.RoundUpToPowerOf2((ulong)Count) / 2);
            return (new(From, middle), new(middle, To));
        }
    }

    /// <summary>The ranges whose hashes prove leaf <paramref name="index"/> in a tree of <paramref name="size"/> leaves, lowest first: RFC 6962, 2.1.1.</summary>
    public static IReadOnlyList<MerkleRange> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<MerkleRange> proof = [];
        for (var range = new MerkleRange(0, size); range.Count > 1;)
        {
            var (left, right) = range.Halves;
            proof.Add(index < left.To ? right : left);
            range = index < left.To ? left : right;
        }
        proof.Reverse();
        return proof;
    }

    /// <summary>
    /// The ranges whose hashes prove that a tree of <paramref name="size"/> leaves begins with the tree of <paramref name="first"/> leaves,
    /// lowest first: RFC 6962, 2.1.2.
    /// </summary>
    public static IReadOnlyList<MerkleRange> Consistency(long first, long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, size);
        List<MerkleRange> proof = [];
        var range = new MerkleRange(0, size);
        while (range.To != first)
        {
            var (left, right) = range.Halves;
            proof.Add(first <= left.To ? right : left);
            range = first <= left.To ? left : right;
        }
        if (range.From > 0)
        {
            proof.Add(range);
        }
        proof.Reverse();
        return proof;
    }
}
