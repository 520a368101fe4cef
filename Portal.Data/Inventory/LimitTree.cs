using Portal.Data.Platforms;

namespace Portal.Data.Inventory;

/// <summary>
/// The organization trees of one platform with the limits on their places. The tree may have been imported into another source than the
/// accounts under it.
/// </summary>
internal sealed class LimitTree
{
    // Deeper than any organization; what is deeper loops.
    private const int Deepest = 64;

    private readonly Dictionary<string, Scope> _scopes;
    private readonly ILookup<string, Limit> _limits;

    /// <summary>Makes the tree.</summary>
    /// <param name="scopes">All places of the platform's sources; of a place that several sources hold, the first counts.</param>
    /// <param name="limits">The limits on them at one time.</param>
    public LimitTree(IEnumerable<Scope> scopes, IEnumerable<Limit> limits)
    {
        _scopes = scopes.DistinctBy(s => s.NativeId, StringComparer.Ordinal).ToDictionary(s => s.NativeId, StringComparer.Ordinal);
        // A limit counts from the source whose tree counts, or the same organization imported twice would weigh twice.
        _limits = limits
            .Where(l => l.Kind != LimitKind.Boundary && _scopes.TryGetValue(l.Target, out var scope) && scope.SourceId == l.SourceId)
            .ToLookup(l => l.Target, StringComparer.Ordinal);
    }

    /// <summary>The accounts or projects in it.</summary>
    public IEnumerable<string> Containers => _scopes.Values.Where(s => s.Kind == ScopeKind.Container).Select(s => s.NativeId);

    /// <summary>Whether the tree holds <paramref name="container"/>: if not, nothing is known about limits above it.</summary>
    public bool Holds(string container) => _scopes.ContainsKey(container);

    /// <summary>Whether <paramref name="container"/> is the account that the organization's own limits do not bind.</summary>
    public bool IsManagement(string container) => _scopes.TryGetValue(container, out var scope) && scope.IsManagement;

    /// <summary>The limits above <paramref name="container"/> from the root down, its own included.</summary>
    public IReadOnlyList<Limit> Above(string container)
    {
        var chain = new List<Scope>();
        for (var place = container; place is not null && chain.Count < Deepest && _scopes.TryGetValue(place, out var scope); place = scope.Parent)
        {
            chain.Add(scope);
        }
        chain.Reverse();
        return [.. chain.SelectMany(s => _limits[s.NativeId].OrderBy(l => l.Kind).ThenBy(l => l.Key, StringComparer.Ordinal))];
    }

    /// <summary>All limits that bind whoever uses resources of the places that they are on.</summary>
    public IEnumerable<Limit> OnResources => _limits.SelectMany(l => l).Where(IsOnResources);

    /// <summary>The limits that bind whoever uses the resources of <paramref name="container"/>, from the root down.</summary>
    public IEnumerable<Limit> OnResourcesOf(string container) => IsManagement(container) ? [] : Above(container).Where(IsOnResources);

    private static bool IsOnResources(Limit limit) => limit.Kind == LimitKind.ResourceControlPolicy;

    /// <summary>Equal for two trees when the same limits bind <paramref name="container"/> in both.</summary>
    public string Fingerprint(string container) => string.Join(
        '\n',
        Above(container).Select(l => $"{l.Kind} {l.Target} {l.Key} {l.DocumentHash}").Prepend($"{Holds(container)} {IsManagement(container)}"));
}
