using Portal.Data.Audit.Chain;

namespace Portal.Tests.Audit.Chain;

/// <summary>The stored levels of a tree in memory, filled by a frontier as the record fills its table, and a count of what is asked for.</summary>
internal sealed class MemoryTiles : ITileReader
{
    private readonly Dictionary<int, List<byte[]>> _levels = new() { [0] = [] };

    /// <summary>Stores leaves.</summary>
    public MemoryTiles(IEnumerable<byte[]> leaves)
    {
        foreach (var leaf in leaves)
        {
            _levels[0].Add(leaf);
            Frontier.Add(leaf, Store);
        }
    }

    /// <summary>The edge after the last leaf.</summary>
    public MerkleFrontier Frontier { get; } = new();

    /// <summary>How often tiles were read.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<byte[]>> ReadAsync(int level, long first, int count, CancellationToken cancellationToken)
    {
        Reads++;
        IReadOnlyList<byte[]> found = _levels.TryGetValue(level, out var hashes) ? [.. hashes.Skip((int)first).Take(count)] : [];
        return Task.FromResult(found);
    }

    private void Store(int height, long index, byte[] hash)
    {
        if (height % MerkleTree.TileHeight != 0)
        {
            return;
        }
        if (!_levels.TryGetValue(height, out var level))
        {
            _levels[height] = level = [];
        }
        Assert.Equal(level.Count, index);
        level.Add(hash);
    }
}
