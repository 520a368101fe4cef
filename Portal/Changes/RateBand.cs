using Portal.Data.Changes.Rates;
using Portal.Data.Platforms;

namespace Portal.Changes;

/// <summary>Kinds of changes that are counted together.</summary>
/// <param name="Name">What they did.</param>
/// <param name="Class">How they look.</param>
/// <param name="Kinds">The kinds.</param>
internal sealed record RateBand(string Name, string Class, IReadOnlyCollection<ChangeKind> Kinds)
{
    /// <summary>All of them, the gravest first; together every kind once.</summary>
    public static IReadOnlyList<RateBand> All { get; } =
    [
        new("destructive", "bad", [ChangeKind.Destructive]),
        new("gave power", "high", ChangeKinds.Giving),
        new("took power", "good", ChangeKinds.Taking),
        new("other", "rest", [ChangeKind.PermissionChanged, ChangeKind.AgentChanged, ChangeKind.Activity, ChangeKind.Unknown]),
    ];
}
