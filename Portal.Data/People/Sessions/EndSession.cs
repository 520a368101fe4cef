using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
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
                    session.EndedAt = scope.Now;
                    scope.Record("session.end", new("person", person.Value.ToString(), by.Name), before: new { session = session.Id, session.Provider, session.StartedAt });
                    scope.Announce(Topic.People);
                    return true;
                },
                cancellationToken);
}
