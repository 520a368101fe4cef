using Portal.Data.Access;
using Portal.Data.Inventory.Certificates;

namespace Portal.Data.Permissions.Certificates;

/// <summary>Who last said what about an entitlement, and when.</summary>
/// <param name="DecidedAt">When.</param>
/// <param name="ById">Who.</param>
/// <param name="CampaignId">In which campaign.</param>
/// <param name="CampaignName">Its name.</param>
/// <param name="ItemId">The item.</param>
/// <param name="AsOf">As of when it was shown.</param>
/// <param name="Until">Up to when an attestation is good, or null for the next review.</param>
/// <param name="IsWithdrawn">True when it was decided to take it away.</param>
public sealed record CertificateNote(
    DateTimeOffset DecidedAt, PersonId ById, Guid CampaignId, string CampaignName, Guid ItemId, DateTimeOffset AsOf, DateTimeOffset? Until, bool IsWithdrawn)
{
    /// <summary>The name of who decided; filled in where it is shown.</summary>
    public string? ByName { get; init; }

    /// <summary>What a certificate says.</summary>
    internal static CertificateNote Of(Certificate c) => new(c.DecidedAt, c.ById, c.CampaignId, c.CampaignName, c.ItemId, c.AsOf, c.Until, c.IsWithdrawn);
}
