using Portal.Data.Platforms;

namespace Portal.Data.Changes.Effects;

/// <summary>A change as two states of the one thing that it is about, each of which can be put into what an identity held.</summary>
/// <param name="Before">Makes what was of what snapshots show at the time; null when that is it already.</param>
/// <param name="After">Makes what is since.</param>
internal sealed record AppliedChange(Func<Holding, Holding>? Before, Func<Holding, Holding> After)
{
    /// <summary>The accounts, projects or namespaces whose identities it touches; null when those are named one by one.</summary>
    public string[]? Containers { get; init; }

    /// <summary>What is not in the answer, in plain sentences.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
