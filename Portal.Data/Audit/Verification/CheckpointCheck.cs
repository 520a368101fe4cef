using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;

namespace Portal.Data.Audit.Verification;

/// <summary>Holds checkpoints, from the database and from elsewhere, against the tree as it grows.</summary>
/// <param name="agreed">The size of a checkpoint that is trusted already; 0 for none.</param>
internal sealed class CheckpointCheck(long agreed)
{
    private readonly SortedDictionary<long, List<SignedCheckpoint>> _bySize = [];
    private readonly List<SignedCheckpoint> _agreeing = [];

    /// <summary>The largest size at which all checkpoints agree so far.</summary>
    public long Agreed { get; private set; } = agreed;

    /// <summary>Those whose root is that of the record.</summary>
    public IReadOnlyList<SignedCheckpoint> Agreeing => _agreeing;

    /// <summary>Adds one.</summary>
    public void Add(SignedCheckpoint checkpoint)
    {
        if (!_bySize.TryGetValue(checkpoint.Checkpoint.Size, out var same))
        {
            _bySize[checkpoint.Checkpoint.Size] = same = [];
        }
        same.Add(checkpoint);
    }

    /// <summary>The tree has come to a size.</summary>
    /// <returns>What is wrong, or null.</returns>
    public Finding? Reach(MerkleFrontier frontier)
    {
        if (!_bySize.Remove(frontier.Size, out var same))
        {
            return null;
        }
        var root = frontier.Root();
        var agreeing = same.Where(c => c.Checkpoint.Root.AsSpan().SequenceEqual(root)).ToList();
        _agreeing.AddRange(agreeing);
        if (agreeing.Count < same.Count)
        {
            var first = Math.Min(Agreed + 1, frontier.Size);
            return new(first, first == frontier.Size
                ? "it is not the entry that was signed: it was replaced, with all that goes with it"
                : $"from here to entry {frontier.Size}, one was replaced, with all that follow: these are not the entries that were signed");
        }
        Agreed = frontier.Size;
        return null;
    }

    /// <summary>The record has ended.</summary>
    /// <returns>What is wrong, or null.</returns>
    public Finding? End(long size) => _bySize.Keys.Where(s => s > size).Select(s => (long?)s).Max() is { } signed
        ? new(size + 1, $"it is missing, and all after it: {signed} entries were signed")
        : null;

    /// <summary>Those that the record never came to, because something was found before.</summary>
    public IEnumerable<SignedCheckpoint> NotReached => _bySize.Values.SelectMany(c => c);
}
