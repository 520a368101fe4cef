using Portal.Data.Access;

namespace Portal.Data.Reviews.Stages;

/// <summary>Whom a campaign asks.</summary>
/// <param name="CampaignOwner">Who answers for it.</param>
/// <param name="Stages">Its stages; empty where each item has one reviewer.</param>
/// <param name="OwnersDecideAlone">Whether somebody may decide alone on an agent that they alone own.</param>
public sealed record Asking(PersonId CampaignOwner, IReadOnlyList<ReviewStage> Stages, bool OwnersDecideAlone)
{
    /// <summary>Who may not answer about one entitlement in a stage.</summary>
    /// <param name="stage">The stage, counted from 0.</param>
    /// <param name="owner">The agent's owner, or null.</param>
    /// <param name="sponsor">The agent's sponsor, or null.</param>
    /// <param name="subject">The person whose own access it is, or null.</param>
    /// <param name="granters">People who gave it.</param>
    public Independence IndependenceIn(int stage, PersonId? owner, PersonId? sponsor, PersonId? subject, IReadOnlyCollection<PersonId> granters) =>
        new(subject, granters, OwnersDecideAlone || NeedsAnother(stage) ? null : Independence.SoleOwnerOf(owner, sponsor));

    /// <summary>Whether a yes in a stage needs a second person's anyway: by its quorum, or because the next stage asks others about it.</summary>
    public bool NeedsAnother(int stage) =>
        stage < Stages.Count
        && (Stages[stage].Quorum > 1
            || (stage + 1 < Stages.Count && Stages[stage].Advances.Contains(ReviewItemState.Attested) && Stages[stage + 1].NeedsOthers));
}
