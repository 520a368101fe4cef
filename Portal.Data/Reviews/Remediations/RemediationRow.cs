using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Reviews.Remediations;

/// <summary>A remediation in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CampaignId">The campaign that decided it.</param>
/// <param name="ItemId">The item that decided it.</param>
/// <param name="IdentityId">The identity.</param>
/// <param name="Principal">The identity's native id.</param>
/// <param name="Entitlement">What is taken away or narrowed.</param>
/// <param name="Remedy">What has to happen.</param>
/// <param name="State">How far it is.</param>
/// <param name="IsSettled">Whether nothing is left to do about it.</param>
/// <param name="Command">What to run, or null when a person has to find out how.</param>
/// <param name="Inverse">What gives exactly the same back, or null when nothing does.</param>
/// <param name="Note">What to know before running either, or null.</param>
/// <param name="DecidedBecause">The reviewer's reason.</param>
/// <param name="Reviewer">Who decided it.</param>
/// <param name="PlannedAt">When it was decided.</param>
/// <param name="AppliedAt">When a person said that it was carried out, or null.</param>
/// <param name="ProofTakenAt">The time that the snapshot behind the state shows, or null without one.</param>
/// <param name="RiskAcceptedUntil">Up to when the risk is accepted, or null.</param>
/// <param name="Reason">The reason for the last step that a person took, or null.</param>
/// <param name="HandledBy">Who took it, or null.</param>
/// <param name="Plan">Names exactly what is planned, for whoever agrees to it.</param>
/// <param name="NeedsApproval">Whether a second person has to agree before it is carried out.</param>
/// <param name="RequestedBy">Who asked for it to be carried out, or null.</param>
/// <param name="RequestedAt">When they did, or null.</param>
/// <param name="ApprovedBy">Who agreed, or null.</param>
/// <param name="ApprovedAt">When they did, or null.</param>
/// <param name="Carrier">Who carries it out.</param>
/// <param name="IsGivingBack">Whether the portal is giving it back right now.</param>
/// <param name="Problem">What went wrong last, or null.</param>
/// <param name="Attempts">How often the portal tried in vain since it was asked.</param>
/// <param name="NextAttemptAt">When the portal tries again by itself, or null.</param>
/// <param name="Remaining">The other ways that remain, where it is partly done.</param>
/// <param name="TaskOwner">Whose job it is, where it is one; or null.</param>
/// <param name="TaskDueAt">Up to when, or null.</param>
/// <param name="IsPortalAble">Whether the portal can carry it out itself.</param>
public sealed record RemediationRow(
    RemediationId Id,
    CampaignId CampaignId,
    ReviewItemId ItemId,
    IdentityId IdentityId,
    string Principal,
    EntitlementRef Entitlement,
    Remedy Remedy,
    RemediationState State,
    bool IsSettled,
    string? Command,
    string? Inverse,
    string? Note,
    string? DecidedBecause,
    PersonRef Reviewer,
    DateTimeOffset PlannedAt,
    DateTimeOffset? AppliedAt,
    DateTimeOffset? ProofTakenAt,
    DateTimeOffset? RiskAcceptedUntil,
    string? Reason,
    PersonRef? HandledBy,
    string Plan,
    bool NeedsApproval,
    PersonRef? RequestedBy,
    DateTimeOffset? RequestedAt,
    PersonRef? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    Carrier Carrier,
    bool IsGivingBack,
    string? Problem,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    IReadOnlyList<RemainingPath> Remaining,
    PersonRef? TaskOwner,
    DateTimeOffset? TaskDueAt,
    bool IsPortalAble)
{
    /// <summary>
    /// Whether a command holds what a policy of a privileged agent says. Then it is null but for who asks for this one remediation, which is
    /// recorded.
    /// </summary>
    public bool IsGuarded { get; init; }

    /// <summary>
    /// Of a sealed campaign's revoke that was proven: since when a snapshot shows it again, or null while none does. The sealed record stays as it
    /// was signed; this is read from the inventory.
    /// </summary>
    public DateTimeOffset? ReappearedAt { get; init; }
}
