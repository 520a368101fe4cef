namespace Portal.Data.Audit.Chain;

/// <summary>The right edge of a tree that grows: as many hashes as the size has bits set, whatever the size.</summary>
internal sealed class MerkleFrontier
{
    private readonly List<(int Height, byte[] Hash)> _nodes = [];

    /// <summary>The edge of the empty tree.</summary>
    public MerkleFrontier()
    {
    }

    /// <summary>The edge of a tree that is there already.</summary>
    /// <param name="size">How many leaves it has.</param>
    /// <param name="nodes">The hashes of its full nodes, largest first: one for each bit that is set in <paramref name="size"/>.</param>
    public MerkleFrontier(long size, IEnumerable<byte[]> nodes)
    {
        Size = size;
        _nodes.AddRange(Nodes(size).Zip(nodes, (range, hash) => (range.Height, hash)));
    }

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>The full nodes that make up the edge of a tree of <paramref name="size"/> leaves, largest first.</summary>
    public static IEnumerable<MerkleRange> Nodes(long size)
    {
        var from = 0L;
        for (var height = 62; height >= 0; height--)
        {
            var count = 1L << height;
            if ((size & count) != 0)
            {
                yield return new(from, from + count);
                from += count;
            }
        }
    }

    /// <summary>Adds a leaf.</summary>
    /// <param name="leafHash">Its hash.</param>
    /// <param name="completed">Told of each node above the leaves that became full: its height, its place among those of its height, its hash.</param>
    public void Add(byte[] leafHash, Action<int, long, byte[]>? completed = null)
    {
        Size++;
        var (height, hash) = (0, leafHash);
        while (_nodes is [.., var left] && left.Height == height)
        {
            _nodes.RemoveAt(_nodes.Count - 1);
            (height, hash) = (height + 1, MerkleHash.OfNode(left.Hash, hash));
            completed?.Invoke(height, (Size >> height) - 1, hash);
        }
        _nodes.Add((height, hash));
    }

    /// <summary>The tree's root.</summary>
    public byte[] Root()
    {
        if (_nodes is not [.., var last])
        {
            return MerkleHash.Empty;
        }
        var root = last.Hash;
        for (var i = _nodes.Count - 2; i >= 0; i--)
        {
            root = MerkleHash.OfNode(_nodes[i].Hash, root);
        }
        return root;
    }
}
