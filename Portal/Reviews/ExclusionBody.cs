using Portal.Data.Reviews.Scopes;

namespace Portal.Reviews;

/// <summary>Something that a campaign leaves out, as programs say it.</summary>
/// <param name="Kind">What: an agent, an identity or an entitlement.</param>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why.</param>
internal sealed record ExclusionBody(ExcludedKind? Kind, Guid? Id, string? Reason)
{
    /// <summary>The exclusions; what is missing is refused where they are checked.</summary>
    public static IReadOnlyList<ScopeExclusion> All(IReadOnlyList<ExclusionBody?>? bodies) =>
        [.. (bodies ?? []).Select(b => new ScopeExclusion(b?.Kind ?? ExcludedKind.Agent, b?.Id ?? Guid.Empty, b?.Reason ?? string.Empty))];
}
