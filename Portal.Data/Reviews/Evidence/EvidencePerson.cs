using Portal.Data.Access;

namespace Portal.Data.Reviews.Evidence;

/// <summary>A person in evidence.</summary>
/// <param name="Id">Who: this never changes.</param>
/// <param name="Name">What they are called when the evidence is written.</param>
public sealed record EvidencePerson(PersonId Id, string Name);
