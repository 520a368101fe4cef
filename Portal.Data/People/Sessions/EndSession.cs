using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.People.Sessions;

/// <summary>Ends sessions at once: their cookies are refused, and their open pages close.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class EndSession(CommandRunner commands)
{
    /// <summary>Ends one of the caller's own sessions.</summary>
    /// <returns>False when they have none with this id that is open.</returns>
    public Task<bool> RunAsync(SessionId id, Caller by, CancellationToken cancellationToken) =>
        by.Person is not { } person
            ? Task.FromResult(false)
            // Whoever is signed in may sign out, whatever their roles: so the portal does it, and records for whom.
            : commands.RunShortAsync(
                "session.end",
                Caller.System("sign-in") with { OnBehalfOf = $"person:{person.Value}", Session = by.Session, Address = by.Address },
                Right.ManagePeople,
                async (scope, token) =>
                {
                    if (await scope.Db.Sessions.SingleOrDefaultAsync(s => s.Id == id && s.PersonId == person && s.EndedAt == null, token) is not { } session)
                    {
                        return false;
                    }
                    End(scope, session, new("person", person.Value.ToString(), by.Name));
                    return true;
                },
                cancellationToken);

    /// <summary>Ends sessions of <paramref name="person"/>, for an administrator who was told of a lost laptop.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="id">Which one; null for all.</param>
    /// <param name="by">Who ends them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many were open, and are ended.</returns>
    public Task<int> RunForAsync(PersonId person, SessionId? id, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "session.end",
        by,
        Right.ManagePeople,
        async (scope, token) =>
        {
            var open = await scope.Db.Sessions.Where(s => s.PersonId == person && s.EndedAt == null && (id == null || s.Id == id)).OrderBy(s => s.StartedAt).ToListAsync(token);
            if (open.Count > 0)
            {
                var subject = (await scope.Db.People.SingleAsync(p => p.Id == person, token)).AsSubject();
                open.ForEach(session => End(scope, session, subject));
            }
            return open.Count;
        },
        cancellationToken);

    private static void End(CommandScope scope, Session session, AuditSubject subject)
    {
        session.EndedAt = scope.Now;
        scope.Record("session.end", subject, before: new { session = session.Id, session.Provider, session.StartedAt });
        scope.Announce(Topic.People);
    }
}
