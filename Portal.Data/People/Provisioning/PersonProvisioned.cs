using Portal.Data.Access;

namespace Portal.Data.People.Provisioning;

/// <summary>The answer to a command on a person.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Id">The person, or null.</param>
public sealed record PersonProvisioned(Provisioned Outcome, PersonId? Id = null);
