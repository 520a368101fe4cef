using Portal.Data.Platforms;

namespace Portal.Data.Changes.Effects;

/// <summary>An organization's policy on one place of its tree, with what lies below.</summary>
/// <param name="Kind">Which kind of limit.</param>
/// <param name="Target">The place.</param>
/// <param name="Name">The policy's short name.</param>
/// <param name="Containers">The accounts or projects at or below the place.</param>
internal sealed record LimitPlace(LimitKind Kind, string Target, string Name, IReadOnlySet<string> Containers)
{
    /// <summary>The holding with the policy there, in place of one of its name.</summary>
    public Holding Put(Holding holding, PolicyText? document) =>
        Edit(holding, limits => [.. limits.Where(l => !IsThis(l)), new HeldLimit(Kind, Target, Name, document)]);

    /// <summary>The holding with another text of the policy where it is.</summary>
    public Holding Rewrite(Holding holding, PolicyText? document) =>
        Edit(holding, limits => [.. limits.Select(l => IsThis(l) ? l with { Document = document } : l)]);

    /// <summary>The holding without it.</summary>
    public Holding Take(Holding holding) => Edit(holding, limits => [.. limits.Where(l => !IsThis(l))]);

    // What guards resources stands twice: above the identity's own account, and above every account whose resources it may use.
    private Holding Edit(Holding holding, Func<IReadOnlyList<HeldLimit>, IReadOnlyList<HeldLimit>> edit)
    {
        var edited = Containers.Contains(holding.Container) ? holding with { Limits = edit(holding.Limits) } : holding;
        return Kind != LimitKind.ResourceControlPolicy ? edited : edited with
        {
            LimitsOnResources = holding.LimitsOnResources.ToDictionary(
                on => on.Key, on => Containers.Contains(on.Key) ? edit(on.Value) : on.Value, StringComparer.Ordinal),
        };
    }

    private bool IsThis(HeldLimit limit) =>
        limit.Kind == Kind && string.Equals(limit.Target, Target, StringComparison.Ordinal) && string.Equals(limit.Name, Name, StringComparison.Ordinal);
}
