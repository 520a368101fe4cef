using Portal.Data.Access;

namespace Portal.Data.People.Sessions;

/// <summary>A session as its owner sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Provider">Which provider said who they are.</param>
/// <param name="Roles">Roles that the provider gave.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="LastSeenAt">When they last did something in it, to the minute.</param>
/// <param name="EndsAt">When it ends whatever happens.</param>
/// <param name="Address">The address that it began from, or null.</param>
/// <param name="Browser">How the browser describes itself, or null. Text from outside.</param>
public sealed record SessionRow(
    SessionId Id,
    string Provider,
    IReadOnlyList<Role> Roles,
    DateTimeOffset StartedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset EndsAt,
    string? Address,
    string? Browser);
