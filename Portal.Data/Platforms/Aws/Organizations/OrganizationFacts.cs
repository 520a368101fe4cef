using System.Collections.Concurrent;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>Documents taken apart, by hash: once for all their holders, and let go when nobody holds them any more.</summary>
/// <param name="compiled">Compiled documents, shared with the engines of single questions.</param>
internal sealed class OrganizationFacts(CompiledPolicies compiled)
{
    /// <summary>Documents of former versions are let go once they outnumber those in force so many times.</summary>
    private const int MostStale = 2;

    private const int Few = 1_000;

    private ConcurrentDictionary<string, DocumentFacts> _kept = new(StringComparer.Ordinal);

    /// <summary>The facts of a document, or null when there is none.</summary>
    public DocumentFacts? Get(PolicyText? document)
    {
        if (document is null)
        {
            return null;
        }
        var kept = Volatile.Read(ref _kept);
        return kept.TryGetValue(document.Hash, out var found) ? found : kept.GetOrAdd(document.Hash, DocumentFacts.Of(compiled.Get(document)));
    }

    /// <summary>Forgets documents when too many were kept for what <paramref name="organization"/> holds now.</summary>
    public void Trim(Organization organization)
    {
        if (_kept.Count > Few && _kept.Count > MostStale * organization.Documents.Count)
        {
            Volatile.Write(ref _kept, new ConcurrentDictionary<string, DocumentFacts>(StringComparer.Ordinal));
        }
    }
}
