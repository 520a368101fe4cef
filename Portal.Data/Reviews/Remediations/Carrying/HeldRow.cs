using Portal.Data.Platforms;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>What waits behind the brake.</summary>
/// <param name="Remediation">Its remediation.</param>
/// <param name="Principal">From whom it would be taken.</param>
/// <param name="Entitlement">What.</param>
public sealed record HeldRow(RemediationId Remediation, string Principal, EntitlementRef Entitlement);
