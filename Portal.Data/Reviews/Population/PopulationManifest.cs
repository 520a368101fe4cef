using System.Security.Cryptography;
using System.Text.Json;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Population;

/// <summary>
/// What a campaign covers and where that is known from, as it was when it was collected. Its items are exactly these; the record keeps its hash,
/// and verifying compares all three.
/// </summary>
/// <param name="AsOf">The time whose state was read.</param>
/// <param name="MaxAgeHours">How old the newest complete reading of a source was allowed to be.</param>
/// <param name="Sources">Every source that may hold something of the scope, by name.</param>
/// <param name="Exclusions">What was left out, and why.</param>
/// <param name="Vanished">Listed entitlements that were not held any more.</param>
/// <param name="Entitlements">How many items there are.</param>
/// <param name="ItemsHash">SHA-256 over all items, see <see cref="HashOf"/>; null when none were made.</param>
public sealed record PopulationManifest(
    DateTimeOffset AsOf,
    int MaxAgeHours,
    IReadOnlyList<CollectedSource> Sources,
    IReadOnlyList<ExcludedPart> Exclusions,
    IReadOnlyList<EntitlementId> Vanished,
    int Entitlements,
    string? ItemsHash)
{
    /// <summary>The sources that may not be complete and that no exception covers.</summary>
    public IEnumerable<CollectedSource> Blocking(IReadOnlyCollection<ScopeException> exceptions) =>
        Sources.Where(s => s.Problem is not null && !exceptions.Any(e => e.Covers(s)));

    /// <summary>SHA-256 over all of it as stored, lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options)));

    /// <summary>
    /// SHA-256, lower-case hex, over one line an item, in the order of the entitlements' ids: the id, a space, the hash of what is shown, a line
    /// feed.
    /// </summary>
    public static string HashOf(IEnumerable<(EntitlementId Entitlement, string ShownHash)> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in items.Select(i => $"{i.Entitlement.Value} {i.ShownHash}\n").Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes(line));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
