using System.Collections.Frozen;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A resource control policy with the accounts whose resources it guards.</summary>
/// <param name="Limit">The policy.</param>
/// <param name="Accounts">The accounts.</param>
internal sealed record ResourceFence(HeldLimit Limit, FrozenSet<string> Accounts)
{
    /// <summary>
    /// The fences that a caller may meet: those above its own account, and those above every other account of the organization. None guards the
    /// resources of the management account.
    /// </summary>
    public static IReadOnlyList<ResourceFence> Of(Holding holding)
    {
        var fences = new Dictionary<(string Target, string Name, string? Hash), (HeldLimit Limit, HashSet<string> Accounts)>();
        if (!holding.IsManagement)
        {
            Add(holding.Container, holding.Limits);
        }
        foreach (var (container, limits) in holding.LimitsOnResources)
        {
            if (limits.Count > 0 && !string.Equals(container, holding.Container, StringComparison.Ordinal))
            {
                Add(container, limits);
            }
        }
        return [.. fences.Values.Select(fence => new ResourceFence(fence.Limit, fence.Accounts.ToFrozenSet(StringComparer.Ordinal)))];

        void Add(string container, IReadOnlyList<HeldLimit> limits)
        {
            foreach (var limit in limits.Where(limit => limit.Kind == LimitKind.ResourceControlPolicy))
            {
                var key = (limit.Target, limit.Name, limit.Document?.Hash);
                if (!fences.TryGetValue(key, out var fence))
                {
                    fences.Add(key, fence = (limit, new HashSet<string>(StringComparer.Ordinal)));
                }
                fence.Accounts.Add(container);
            }
        }
    }
}
