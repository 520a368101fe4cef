using System.Collections.Concurrent;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Compiled documents by content hash, so that the same document is compiled once for all its holders. Bounded: what was not asked for while
/// <paramref name="capacity"/> others were is let go.
/// </summary>
/// <param name="capacity">How many documents a generation holds; at most twice as many are kept.</param>
internal sealed class CompiledPolicies(int capacity)
{
    private ConcurrentDictionary<string, CompiledPolicy> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, CompiledPolicy> _old = new(StringComparer.Ordinal);

    /// <summary>How many documents are kept.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>The compiled form of <paramref name="policy"/> for those who follow all of its statements at once, see <see cref="CompiledPolicy.Followed"/>.</summary>
    public CompiledPolicy Follow(PolicyText policy) => Get(policy).Followed;

    /// <summary>The compiled form of <paramref name="policy"/>.</summary>
    public CompiledPolicy Get(PolicyText policy)
    {
        if (_young.TryGetValue(policy.Hash, out var found))
        {
            return found;
        }
        if (!_old.TryGetValue(policy.Hash, out found))
        {
            found = CompiledPolicy.Of(policy.Text);
        }
        if (_young.Count >= capacity)
        {
            _old = Interlocked.Exchange(ref _young, new ConcurrentDictionary<string, CompiledPolicy>(StringComparer.Ordinal));
        }
        return _young.GetOrAdd(policy.Hash, found);
    }
}
