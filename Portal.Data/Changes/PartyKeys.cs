using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>What the principals of one body are found by, each worked out once: the same few act again and again.</summary>
/// <param name="source">The source that names them.</param>
internal sealed class PartyKeys(SourceId source)
{
    private readonly Dictionary<string, IndexKey> _known = new(StringComparer.Ordinal);

    /// <summary>What a <see cref="PartyKey"/> is found by.</summary>
    public IndexKey Of(string key)
    {
        if (!_known.TryGetValue(key, out var found))
        {
            _known.Add(key, found = PartyKey.In(source, key));
        }
        return found;
    }
}
