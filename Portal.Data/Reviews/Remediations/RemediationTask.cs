using Portal.Data.Access;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Somebody's job: what neither the portal nor a command can settle by itself.</summary>
/// <param name="OwnerId">Whose.</param>
/// <param name="DueAt">Up to when.</param>
public sealed record RemediationTask(PersonId OwnerId, DateTimeOffset DueAt);
