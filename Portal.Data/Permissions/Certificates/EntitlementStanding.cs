using Portal.Data.Platforms;

namespace Portal.Data.Permissions.Certificates;

/// <summary>How one entitlement stands to what was last attested of it.</summary>
/// <param name="Kind">What was given.</param>
/// <param name="Key">Its native id.</param>
/// <param name="State">How it stands.</param>
/// <param name="Since">For what goes beyond: since when, or null when that is not known; null else.</param>
/// <param name="Beyond">What it allows beyond what was attested, in plain sentences, riskiest first; empty when nothing, or when that cannot be said.</param>
/// <param name="Certificate">What was last said of it, or null when nothing ever was.</param>
public sealed record EntitlementStanding(
    EntitlementKind Kind, string Key, Inventory.Certificates.Certification State, DateTimeOffset? Since, IReadOnlyList<string> Beyond, CertificateNote? Certificate);
