using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Imports;

/// <summary>The hashes by which an import sees what changed. Each value is written with its length, so that no two contents write the same bytes.</summary>
internal sealed class ContentHashes : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Over everything that an export says about a principal.</summary>
    public string OfPrincipal(SnapshotItem.Principal principal, IReadOnlyList<Grant> grants)
    {
        Add(principal.Kind.ToString());
        Add(principal.Name);
        Add(principal.Container);
        Add(principal.CreatedAt);
        Add(principal.LastUsedAt);
        Add(principal.Tags.Count);
        foreach (var (key, value) in principal.Tags.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            Add(key);
            Add(value);
        }
        Add(grants.Count);
        foreach (var grant in grants.OrderBy(g => g.Kind).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            Add(grant.Kind.ToString());
            Add(grant.Key);
            Add(grant.Name);
            Add(grant.Documents.Count);
            foreach (var document in grant.Documents)
            {
                Add(document.Name);
                Add(document.Hash);
                Add(document.Key);
            }
        }
        Add(principal.Signals.Count);
        foreach (var signal in principal.Signals)
        {
            Add(signal.Rule);
            Add(signal.Evidence);
            Add(signal.Weight);
        }
        return Take();
    }

    /// <summary>
    /// Over everything that decides permissions apart from what is above the container: equal hashes have equal permissions at any one time,
    /// since limits above a container bind all in it alike.
    /// </summary>
    /// <param name="kind">What the identity is.</param>
    /// <param name="container">Where it lives.</param>
    /// <param name="documents">The documents of its entitlements; null where one is unknown.</param>
    /// <param name="boundaries">The documents of its boundaries; null where one is unknown.</param>
    public string OfPolicySet(IdentityKind kind, string container, IEnumerable<string?> documents, IEnumerable<string?> boundaries)
    {
        Add(kind.ToString());
        Add(container);
        AddSet(documents);
        AddSet(boundaries);
        return Take();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void AddSet(IEnumerable<string?> hashes)
    {
        var sorted = hashes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Add(sorted.Count);
        foreach (var hash in sorted)
        {
            Add(hash);
        }
    }

    private void Add(string? text)
    {
        if (text is null)
        {
            Add(-1);
            return;
        }
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var count = Encoding.UTF8.GetBytes(text, bytes);
        Add(count);
        _hash.AppendData(bytes, 0, count);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Add(DateTimeOffset? at) => Add(at?.UtcTicks ?? -1);

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }

    private string Take() => Convert.ToHexStringLower(_hash.GetHashAndReset());
}
