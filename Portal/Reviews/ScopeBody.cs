using Portal.Data.Inventory;
using Portal.Data.Reviews.Scopes;

namespace Portal.Reviews;

/// <summary>Which access a campaign would be about, as programs ask for its preview.</summary>
/// <param name="Filter">As in a campaign.</param>
/// <param name="Entitlements">As in a campaign.</param>
/// <param name="Exclusions">As in a campaign.</param>
/// <param name="Stages">As in a campaign.</param>
/// <param name="OwnersDecideAlone">As in a campaign.</param>
internal sealed record ScopeBody(string? Filter, IReadOnlyList<Guid>? Entitlements, IReadOnlyList<ExclusionBody?>? Exclusions, IReadOnlyList<StageBody?>? Stages, bool? OwnersDecideAlone)
{
    /// <summary>The scope; what is missing is refused where it is checked.</summary>
    public CampaignScope ToScope() => new(
        Filter ?? string.Empty, [.. (Entitlements ?? []).Select(id => new EntitlementId(id))], ExclusionBody.All(Exclusions));
}
