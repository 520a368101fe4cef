using Portal.Data.Access;
using Portal.Data.Platforms;

namespace Portal.Data.Inventory.Certificates;

/// <summary>
/// What was last said in a review about one thing that an identity holds: the content that somebody stands behind, whatever it holds by now.
/// Written in the transaction of the decision.
/// </summary>
public sealed class Certificate
{
    /// <summary>Whose.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>What was given.</summary>
    public required EntitlementKind Kind { get; init; }

    /// <summary>Its native id.</summary>
    public required string Key { get; init; }

    /// <summary>The short name people use.</summary>
    public required string Name { get; init; }

    /// <summary>The documents that were attested, by hash.</summary>
    public required IReadOnlyList<GrantDocument> Documents { get; init; }

    /// <summary>When it was as the reviewer was shown it: the limits of that time counted.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Who decided.</summary>
    public required PersonId ById { get; init; }

    /// <summary>The campaign.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>Its name.</summary>
    public required string CampaignName { get; init; }

    /// <summary>The item that was decided.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Up to when it is good, or null for the next review.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>True when the decision was to take it away, wholly or in part: then nobody stands behind it.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether somebody stands behind it at <paramref name="now"/>.</summary>
    public bool IsGood(DateTimeOffset now) => !IsWithdrawn && !(Until <= now);
}
