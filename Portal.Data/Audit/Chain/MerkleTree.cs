namespace Portal.Data.Audit.Chain;

/// <summary>
/// A tree of which the leaves and every eighth level above are stored, in tiles of 256 hashes that follow each other: a proof reads two tiles a
/// stored level, whatever the tree's size. For one operation: what was read is kept.
/// </summary>
/// <param name="tiles">Gives out what is stored.</param>
internal sealed class MerkleTree(ITileReader tiles)
{
    /// <summary>How many levels are between two stored ones.</summary>
    public const int TileHeight = 8;

    /// <summary>How many hashes a tile has.</summary>
    public const int TileWidth = 1 << TileHeight;

    private readonly Dictionary<(int Level, long Tile), IReadOnlyList<byte[]>> _read = [];

    /// <summary>The root of the first <paramref name="size"/> leaves.</summary>
    public Task<byte[]> RootAsync(long size, CancellationToken cancellationToken) =>
        size == 0 ? Task.FromResult(MerkleHash.Empty) : HashAsync(new(0, size), cancellationToken);

    /// <summary>The edge of the tree of the first <paramref name="size"/> leaves, to go on from.</summary>
    public async Task<MerkleFrontier> FrontierAsync(long size, CancellationToken cancellationToken) =>
        new(size, await HashesAsync([.. MerkleFrontier.Nodes(size)], cancellationToken));

    /// <summary>Proves leaf <paramref name="index"/>, from 0, in the tree of the first <paramref name="size"/> leaves.</summary>
    public Task<IReadOnlyList<byte[]>> ProveInclusionAsync(long index, long size, CancellationToken cancellationToken) =>
        HashesAsync(MerkleRange.Inclusion(index, size), cancellationToken);

    /// <summary>Proves that the tree of <paramref name="size"/> leaves begins with that of <paramref name="first"/> leaves.</summary>
    public Task<IReadOnlyList<byte[]>> ProveConsistencyAsync(long first, long size, CancellationToken cancellationToken) =>
        HashesAsync(MerkleRange.Consistency(first, size), cancellationToken);

    private async Task<IReadOnlyList<byte[]>> HashesAsync(IReadOnlyList<MerkleRange> ranges, CancellationToken cancellationToken)
    {
        List<byte[]> hashes = [];
        foreach (var range in ranges)
        {
            hashes.Add(await HashAsync(range, cancellationToken));
        }
        return hashes;
    }

    private async Task<byte[]> HashAsync(MerkleRange range, CancellationToken cancellationToken)
    {
        if (range.IsNode && range.Height % TileHeight == 0)
        {
            return await StoredAsync(range.Height, range.From >> range.Height, cancellationToken);
        }
        var (left, right) = range.Halves;
        var below = (Left: await HashAsync(left, cancellationToken), Right: await HashAsync(right, cancellationToken));
        return MerkleHash.OfNode(below.Left, below.Right);
    }

    private async Task<byte[]> StoredAsync(int level, long index, CancellationToken cancellationToken)
    {
        var tile = index / TileWidth;
        if (!_read.TryGetValue((level, tile), out var hashes))
        {
            _read[(level, tile)] = hashes = await tiles.ReadAsync(level, tile * TileWidth, TileWidth, cancellationToken);
        }
        var place = (int)(index % TileWidth);
        return place < hashes.Count
            ? hashes[place]
            : throw new InvalidOperationException($"The tree of the audit trail has no hash {index} on level {level}. Run 'audit verify' to see what is wrong with it.");
    }
}
