using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Portal.Data.Platforms.Organizations;

/// <summary>
/// Everything that is in force now on one platform, in memory: identities with what they hold, the limits above them, who may act as them, and
/// policies on resources. One object is one version and never changes, so any number of threads may read it and keep it; the next version
/// shares what is the same.
/// <para>
/// How to use it: ask <c>OrganizationCache.GetAsync(platform)</c> in <c>Permissions/Organizations</c> for the newest version, hold on to it for
/// one answer, and let it go. An identity is its number here: <see cref="Holders"/>[number], stable within the version only; across versions use
/// <see cref="Holder.Id"/>. For the point and symbolic engines make a <see cref="Holding"/> with <see cref="HoldingOf"/>. To go from a document
/// to who holds it: <see cref="HoldersOf(string)"/>; from a native id in a trust policy to the identity: <see cref="Find(string)"/>; from an
/// account in one to its identities: <see cref="HoldersIn"/>. Identities with the same <see cref="Holder.Policies"/> in places with the same
/// limits can do the same, as long as no condition or variable speaks about the caller.
/// </para>
/// </summary>
public sealed class Organization
{
    private readonly FrozenDictionary<string, Place> _places;
    private readonly FrozenDictionary<string, HeldResourcePolicy> _onResources;
    private readonly FrozenDictionary<string, IReadOnlyList<HeldLimit>> _limitsOnResources;
    private readonly Lazy<Dictionary<string, int>> _byNativeId;
    private readonly Lazy<Dictionary<string, int[]>> _byContainer;
    private readonly Lazy<Dictionary<string, int[]>> _byDocument;
    private readonly Lazy<int[]> _ofUnknown;
    private readonly Lazy<Dictionary<string, PolicyText>> _documents;

    /// <summary>Puts a version together.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="version">Grows with each version of this process.</param>
    /// <param name="holders">The identities, in any order.</param>
    /// <param name="places">The places with limits; containers that are not among them have none that are known.</param>
    /// <param name="resourcePolicies">Policies on resources other than identities; of several on one resource the first counts.</param>
    public Organization(
        Platform platform, long version, IEnumerable<Holder> holders, IEnumerable<Place> places, IEnumerable<HeldResourcePolicy> resourcePolicies)
    {
        Platform = platform;
        Version = version;
        var sorted = holders.ToArray();
        Array.Sort(sorted, static (left, right) => left.Id.CompareTo(right.Id));
        Holders = ImmutableCollectionsMarshal.AsImmutableArray(sorted);
        _places = places.ToFrozenDictionary(p => p.Container, StringComparer.Ordinal);
        _limitsOnResources = _places.ToFrozenDictionary(p => p.Key, p => p.Value.LimitsOnResources, StringComparer.Ordinal);
        ResourcePolicies = [.. resourcePolicies.DistinctBy(p => p.Resource, StringComparer.Ordinal).OrderBy(p => p.Resource, StringComparer.Ordinal)];
        _onResources = ResourcePolicies.ToFrozenDictionary(p => p.Resource, StringComparer.Ordinal);
        _byNativeId = new(NumberNames);
        _byContainer = new(() => Number(holder => [holder.Container]));
        _byDocument = new(() => Number(holder => Hashes(holder.Policies)));
        _ofUnknown = new(() => [.. Enumerable.Range(0, Holders.Length).Where(number => Holders[number].Policies.Policies.Any(policy => policy.Document is null))]);
        _documents = new(CollectDocuments);
    }

    /// <summary>An organization of which nothing is known.</summary>
    public static Organization Empty(Platform platform) => new(platform, version: 0, [], [], []);

    /// <summary>The platform.</summary>
    public Platform Platform { get; }

    /// <summary>Grows with each version of this process; equal versions hold the same.</summary>
    public long Version { get; }

    /// <summary>The identities that are there, by id. The place in this list is the identity's number in this version.</summary>
    public ImmutableArray<Holder> Holders { get; }

    /// <summary>The places with what binds everything in them.</summary>
    public IEnumerable<Place> Places => _places.Values;

    /// <summary>The policies on resources that are known, in the order of their resources; those on identities themselves aside: see <see cref="Holder.Trust"/>.</summary>
    public IReadOnlyList<HeldResourcePolicy> ResourcePolicies { get; }

    /// <summary>Every document that is in force anywhere here, by hash.</summary>
    public IReadOnlyDictionary<string, PolicyText> Documents => _documents.Value;

    /// <summary>The number of the identity with this id, or -1.</summary>
    public int Find(Guid id)
    {
        var (low, high) = (0, Holders.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            switch (Holders[middle].Id.CompareTo(id))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }
        return -1;
    }

    /// <summary>The number of the identity that the platform calls this, or -1; of several sources that hold it, the first.</summary>
    public int Find(string nativeId) => _byNativeId.Value.GetValueOrDefault(nativeId, -1);

    /// <summary>The numbers of the identities in an account, project or namespace, ascending.</summary>
    public IReadOnlyList<int> HoldersIn(string container) => _byContainer.Value.GetValueOrDefault(container, []);

    /// <summary>The numbers of the identities that hold a document, as a policy or as their boundary, ascending.</summary>
    public IReadOnlyList<int> HoldersOf(string documentHash) => _byDocument.Value.GetValueOrDefault(documentHash, []);

    /// <summary>The numbers of the identities that hold a policy whose content is not known, ascending.</summary>
    public IReadOnlyList<int> HoldersOfUnknown => _ofUnknown.Value;

    /// <summary>The place of a container; one without limits that is marked as not known when no tree holds it.</summary>
    public Place PlaceOf(string container) => _places.GetValueOrDefault(container) ?? new Place(container, [], IsManagement: false, IsKnown: false);

    /// <summary>The policy on exactly this resource, or null when it has none or it was not imported. Identities have theirs in <see cref="Holder.Trust"/>.</summary>
    public HeldResourcePolicy? PolicyOn(string resource) => _onResources.GetValueOrDefault(resource);

    /// <summary>What an identity holds, for the platform's engines.</summary>
    /// <param name="holder">The identity.</param>
    /// <param name="resourcePolicies">The policies on resources to weigh with it.</param>
    public Holding HoldingOf(Holder holder, params IReadOnlyList<HeldResourcePolicy> resourcePolicies)
    {
        var place = PlaceOf(holder.Container);
        return new(
            holder.NativeId,
            holder.Kind,
            holder.Container,
            place.IsManagement,
            holder.Tags,
            holder.Policies.Policies,
            holder.Policies.Boundaries.Count == 0 ? place.Limits : [.. place.Limits, .. holder.Policies.Boundaries],
            resourcePolicies)
        {
            LimitsOnResources = _limitsOnResources,
        };
    }

    private static IEnumerable<string> Hashes(PolicySet set) => set.Documents.Select(d => d.Hash);

    private Dictionary<string, int> NumberNames()
    {
        var numbers = new Dictionary<string, int>(Holders.Length, StringComparer.Ordinal);
        for (var number = 0; number < Holders.Length; number++)
        {
            numbers.TryAdd(Holders[number].NativeId, number);
        }
        return numbers;
    }

    private Dictionary<string, int[]> Number(Func<Holder, IEnumerable<string>> keys)
    {
        var numbers = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var number = 0; number < Holders.Length; number++)
        {
            foreach (var key in keys(Holders[number]))
            {
                if (!numbers.TryGetValue(key, out var list))
                {
                    numbers.Add(key, list = []);
                }
                list.Add(number);
            }
        }
        return numbers.ToDictionary(n => n.Key, n => n.Value.ToArray(), StringComparer.Ordinal);
    }

    private Dictionary<string, PolicyText> CollectDocuments()
    {
        var documents = new Dictionary<string, PolicyText>(StringComparer.Ordinal);
        var sets = new HashSet<PolicySet>(ReferenceEqualityComparer.Instance);
        foreach (var holder in Holders)
        {
            if (holder.Trust is { } trust)
            {
                documents.TryAdd(trust.Hash, trust);
            }
            if (sets.Add(holder.Policies))
            {
                foreach (var document in holder.Policies.Documents)
                {
                    documents.TryAdd(document.Hash, document);
                }
            }
        }
        foreach (var document in Places.SelectMany(p => p.Limits).Select(l => l.Document).OfType<PolicyText>().Concat(ResourcePolicies.Select(p => p.Document)))
        {
            documents.TryAdd(document.Hash, document);
        }
        return documents;
    }
}
