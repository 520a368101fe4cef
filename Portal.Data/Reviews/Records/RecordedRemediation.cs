using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of a remediation after each step: what is to be run, how far it is, and who said so.</summary>
internal sealed record RecordedRemediation(
    CampaignId Campaign,
    ReviewItemId Item,
    SourceId Source,
    IdentityId Identity,
    string Principal,
    EntitlementRef Entitlement,
    IReadOnlyList<GrantDocument> Documents,
    Remedy Remedy,
    string? Command,
    string? Inverse,
    string? Note,
    RemediationState State,
    DateTimeOffset PlannedAt,
    DateTimeOffset? AppliedAt,
    SnapshotId? SnapshotId,
    DateTimeOffset? TakenAt,
    DateTimeOffset? RiskAcceptedUntil,
    string? Reason,
    PersonId? HandledBy,
    DateTimeOffset ChangedAt)
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
        remediation.Command,
        remediation.Inverse,
        remediation.Note,
        remediation.State,
        remediation.PlannedAt.ToMicrosecond(),
        remediation.AppliedAt?.ToMicrosecond(),
        remediation.ProofId,
        remediation.ProofTakenAt?.ToMicrosecond(),
        remediation.RiskAcceptedUntil?.ToMicrosecond(),
        remediation.Reason,
        remediation.HandledById,
        remediation.ChangedAt.ToMicrosecond());
}
