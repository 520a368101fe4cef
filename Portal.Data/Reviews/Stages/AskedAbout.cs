using Portal.Data.Access;

namespace Portal.Data.Reviews.Stages;

/// <summary>What has to be known of an entitlement's holder to find who is asked about it.</summary>
/// <param name="Owner">The agent's owner, or null.</param>
/// <param name="Sponsor">The agent's sponsor, or null.</param>
/// <param name="ResourceOwner">Whom the identity's tags name as the owner of the resource, or null.</param>
/// <param name="Independence">Who may not answer.</param>
public sealed record AskedAbout(PersonId? Owner, PersonId? Sponsor, PersonId? ResourceOwner, Independence Independence);
