using System.Security.Cryptography;
using System.Text;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>
/// What the record keeps of a remediation after each step: what is to be done, how far it is, who said so, and what went wrong. Of the commands their SHA-256: one
/// that gives a policy back holds what the policy says, which not everybody may read who reads the record.
/// </summary>
internal sealed record RecordedRemediation(
    CampaignId Campaign,
    ReviewItemId Item,
    SourceId Source,
    IdentityId Identity,
    string Principal,
    EntitlementRef Entitlement,
    IReadOnlyList<GrantDocument> Documents,
    Remedy Remedy,
    string? CommandDigest,
    string? InverseDigest,
    string? Note,
    RemediationState State,
    DateTimeOffset PlannedAt,
    DateTimeOffset? AppliedAt,
    SnapshotId? SnapshotId,
    DateTimeOffset? TakenAt,
    DateTimeOffset? RiskAcceptedUntil,
    string? Reason,
    PersonId? HandledBy,
    DateTimeOffset ChangedAt,
    bool NeedsApproval,
    PersonId? RequestedBy,
    DateTimeOffset? RequestedAt,
    PersonId? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    Carrier Carrier,
    bool IsGivingBack,
    string? Problem,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    IReadOnlyList<RemainingPath> Remaining,
    PersonId? TaskOwner,
    DateTimeOffset? TaskDueAt)
{
    /// <summary>The remediation as it is.</summary>
    public static RecordedRemediation Of(Remediation remediation) => new(
        remediation.CampaignId,
        remediation.ItemId,
        remediation.SourceId,
        remediation.IdentityId,
        remediation.Principal,
        remediation.Entitlement,
        remediation.Documents,
        remediation.Remedy,
        DigestOf(remediation.Command),
        DigestOf(remediation.Inverse),
        remediation.Note,
        remediation.State,
        remediation.PlannedAt.ToMicrosecond(),
        remediation.AppliedAt?.ToMicrosecond(),
        remediation.ProofId,
        remediation.ProofTakenAt?.ToMicrosecond(),
        remediation.RiskAcceptedUntil?.ToMicrosecond(),
        remediation.Reason,
        remediation.HandledById,
        remediation.ChangedAt.ToMicrosecond(),
        remediation.NeedsApproval,
        remediation.RequestedById,
        remediation.RequestedAt?.ToMicrosecond(),
        remediation.ApprovedById,
        remediation.ApprovedAt?.ToMicrosecond(),
        remediation.Carrier,
        remediation.IsGivingBack,
        remediation.Problem,
        remediation.Attempts,
        remediation.NextAttemptAt?.ToMicrosecond(),
        remediation.Remaining,
        remediation.TaskOwnerId,
        remediation.TaskDueAt?.ToMicrosecond());

    /// <summary>What the record keeps of a command.</summary>
    public static string? DigestOf(string? command) => command is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(command)));
}
