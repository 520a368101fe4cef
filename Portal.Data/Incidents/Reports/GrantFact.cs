using Portal.Data.Changes;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Incidents.Reports;

/// <summary>Where an entitlement came from, and who stood behind it before the act.</summary>
/// <param name="Entitlement">What was given.</param>
/// <param name="Gave">The last change before the act that gave it, or null.</param>
/// <param name="Rewrote">The last change before the act that rewrote the policy that it is, or null.</param>
/// <param name="FirstSeen">The snapshot that first showed it as it was; null when none does.</param>
/// <param name="Attested">The last attestation before the act, or null.</param>
internal sealed record GrantFact(EntitlementRef Entitlement, Change? Gave, Change? Rewrote, Snapshot? FirstSeen, AttestationFact? Attested)
{
    /// <summary>Since when it was as it was; null when nothing says it.</summary>
    public DateTimeOffset? Since => Rewrote?.At > Gave?.At ? Rewrote?.At : Gave?.At ?? Rewrote?.At ?? FirstSeen?.TakenAt;
}
