using Portal.Data.Access;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of the brake.</summary>
internal sealed record RecordedBrake(DateTimeOffset PulledAt, int Count, PersonId? FirstYesBy, DateTimeOffset? EndedAt, PersonId? EndedBy, bool WasCalledOff, CampaignId? Campaign)
{
    /// <summary>The brake as it is.</summary>
    public static RecordedBrake Of(CarryBrake brake) => new(
        brake.PulledAt.ToMicrosecond(), brake.Count, brake.FirstYesById, brake.EndedAt?.ToMicrosecond(), brake.EndedById, brake.WasCalledOff, brake.CampaignId);
}
