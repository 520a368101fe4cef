using Portal.Data.Access;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of an act of the portal on a platform. Of the policies that it keeps, the record holds the hash.</summary>
internal sealed record RecordedCarryAct(
    RemediationId Remediation,
    CampaignId Campaign,
    CarryActKind Kind,
    string Plan,
    CarryActState State,
    DateTimeOffset CreatedAt,
    PersonId? RequestedBy,
    string? BeforeHash,
    DateTimeOffset? StartedAt,
    DateTimeOffset NextAttemptAt,
    int Attempts,
    DateTimeOffset? LeaseUntil,
    string? Problem,
    DateTimeOffset? EndedAt)
{
    /// <summary>The act as it is.</summary>
    public static RecordedCarryAct Of(CarryAct act) => new(
        act.RemediationId,
        act.CampaignId,
        act.Kind,
        act.Plan,
        act.State,
        act.CreatedAt.ToMicrosecond(),
        act.RequestedById,
        act.BeforeHash,
        act.StartedAt?.ToMicrosecond(),
        act.NextAttemptAt.ToMicrosecond(),
        act.Attempts,
        act.LeaseUntil?.ToMicrosecond(),
        act.Problem,
        act.EndedAt?.ToMicrosecond());
}
