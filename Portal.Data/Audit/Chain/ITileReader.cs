namespace Portal.Data.Audit.Chain;

/// <summary>Gives out the hashes that are stored of a tree: those of the leaves, and those of every eighth level above.</summary>
internal interface ITileReader
{
    /// <summary>Reads hashes that follow each other on one level.</summary>
    /// <param name="level">How far above the leaves: 0, 8, 16….</param>
    /// <param name="first">The first one's place on its level.</param>
    /// <param name="count">How many, at most <see cref="MerkleTree.TileWidth"/>.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The hashes; fewer when there are no more.</returns>
    Task<IReadOnlyList<byte[]>> ReadAsync(int level, long first, int count, CancellationToken cancellationToken);
}
