using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People.Sessions;

/// <summary>Reads sessions.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="limits">How long sessions hold.</param>
/// <param name="clock">The time.</param>
public sealed class SessionQueries(IDbContextFactory<GovernanceDb> databases, SessionLimits limits, TimeProvider clock)
{
    /// <summary>The caller's own open sessions, the latest first; none for programs.</summary>
    public async Task<IReadOnlyList<SessionRow>> ListOwnAsync(Caller by, CancellationToken cancellationToken) =>
        by.Person is { } person ? await ListAsync(person, cancellationToken) : [];

    /// <summary>The open sessions of a person, the latest first, for who may end them.</summary>
    public Task<IReadOnlyList<SessionRow>> ListOfAsync(PersonId person, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManagePeople);
        return ListAsync(person, cancellationToken);
    }

    /// <summary>Notes that the person did something in a session, at most once a minute. It is the session's own clock and no change of state.</summary>
    public async Task TouchAsync(SessionId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = now - SessionLimits.Step;
        var seenAfter = now - limits.Idle;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Sessions
            .Where(s => s.Id == id && s.EndedAt == null && s.LastSeenAt <= before && s.LastSeenAt > seenAfter)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), cancellationToken);
    }

    private async Task<IReadOnlyList<SessionRow>> ListAsync(PersonId person, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var seenAfter = now - limits.Idle;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Sessions
            .Where(s => s.PersonId == person && s.EndedAt == null && s.EndsAt > now && s.LastSeenAt > seenAfter)
            .OrderByDescending(s => s.StartedAt)
            .Select(s => new SessionRow(s.Id, s.Provider, s.Roles, s.StartedAt, s.LastSeenAt, s.EndsAt, s.Address, s.Browser))
            .ToListAsync(cancellationToken);
    }
}
