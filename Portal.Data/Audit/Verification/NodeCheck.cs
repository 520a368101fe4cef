using Portal.Data.Audit.Chain;

namespace Portal.Data.Audit.Verification;

/// <summary>Holds the stored nodes of the tree against those that follow from the entries. In memory: some 100 bytes for 256 entries.</summary>
/// <param name="stored">What the database holds.</param>
internal sealed class NodeCheck(IEnumerable<AuditNode> stored)
{
    private readonly Dictionary<(int Level, long Place), byte[]> _stored = stored.ToDictionary(n => (n.Level, n.Place), n => n.Hash);
    private (int Level, long Place, long Size)? _missing;
    private Finding? _found;

    /// <summary>A node became full.</summary>
    /// <param name="level">How far above the leaves.</param>
    /// <param name="place">Its place there.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="size">How many entries there are.</param>
    public void Take(int level, long place, byte[] hash, long size)
    {
        if (level % MerkleTree.TileHeight != 0)
        {
            return;
        }
        if (!_stored.Remove((level, place), out var stored))
        {
            _missing ??= (level, place, size);
        }
        else if (!stored.AsSpan().SequenceEqual(hash))
        {
            _found ??= new(null, $"Node {place} on level {level} of the stored tree is not the one that follows from the entries");
        }
    }

    /// <summary>The record has ended.</summary>
    /// <param name="signed">How many entries the last stored checkpoint covers: the nodes above them have to be there.</param>
    /// <returns>What is wrong, or null.</returns>
    public Finding? End(long signed) => _found
        ?? (_stored.Count > 0 ? new Finding(null, $"The stored tree has {_stored.Count} nodes that no entries lead to") : null)
        ?? (_missing is { } missing && missing.Size <= signed
            ? new Finding(null, $"Node {missing.Place} on level {missing.Level} of the stored tree is missing")
            : null);
}
