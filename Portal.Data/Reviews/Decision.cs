using Portal.Data.Access;
using Portal.Data.Reviews.Advice;

namespace Portal.Data.Reviews;

/// <summary>One answer as it was given. Rows are only ever added: what an item says today is its latest that counts.</summary>
public sealed class Decision
{
    /// <summary>Its id.</summary>
    public DecisionId Id { get; init; } = DecisionId.New();

    /// <summary>The campaign.</summary>
    public required CampaignId CampaignId { get; init; }

    /// <summary>The item.</summary>
    public required ReviewItemId ItemId { get; init; }

    /// <summary>The answer.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>Why, in the reviewer's words; empty where none was given.</summary>
    public required string Justification { get; init; }

    /// <summary>Up to when an attestation is good, or null for the next review.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who answered.</summary>
    public required PersonId ById { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How it arrived.</summary>
    public required DecisionChannel Channel { get; init; }

    /// <summary>In which stage, counted from 0; 0 where the campaign has none.</summary>
    public int Stage { get; init; }

    /// <summary>False when an earlier revoke stands against it.</summary>
    public required bool Counts { get; init; }

    /// <summary>What the reviewer was recommended, as it was shown; null where nothing was. It has no part in the decision.</summary>
    public RecommendationKind? Recommended { get; init; }

    /// <summary>The facts that spoke for it, one sentence a line, as they were shown; null where nothing was.</summary>
    public string? RecommendedBecause { get; init; }

    /// <summary>SHA-256 over what the reviewer was shown, see <see cref="ShownAccess.Hash"/>.</summary>
    public required string ShownHash { get; init; }
}
