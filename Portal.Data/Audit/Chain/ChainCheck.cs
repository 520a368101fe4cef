namespace Portal.Data.Audit.Chain;

/// <summary>Follows the chain entry by entry.</summary>
/// <param name="size">How many entries were followed already.</param>
/// <param name="hash">The last one's hash; 32 zero bytes before the first.</param>
internal sealed class ChainCheck(long size, byte[] hash)
{
    /// <summary>From the very beginning.</summary>
    public ChainCheck()
        : this(0, new byte[MerkleHash.Length])
    {
    }

    /// <summary>The last good entry.</summary>
    public long Size { get; private set; } = size;

    /// <summary>Its hash.</summary>
    public byte[] Hash { get; private set; } = hash;

    /// <summary>Takes the next entry.</summary>
    /// <returns>What is wrong and with which entry, or null.</returns>
    public Finding? Take(StoredEntry entry)
    {
        var expected = Size + 1;
        if (entry.Sequence != expected)
        {
            return entry.Sequence < expected
                ? new(entry.Sequence, "it stands before the first entry")
                : new(expected, $"it is missing: entry {Size} is followed by entry {entry.Sequence}");
        }
        if (entry.Problem is { } problem)
        {
            return new(expected, problem);
        }
        if (!entry.Previous.SequenceEqual(Hash))
        {
            return new(expected, expected == 1 ? "it is not the first entry that was written" : $"it does not follow from entry {Size}: one of the two was replaced");
        }
        (Size, Hash) = (expected, entry.Hash);
        return null;
    }
}
