using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.People.Sessions;

/// <summary>Finds who signed in and begins their session. Nobody is added here: whoever is not in the list of people gets in nowhere.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="limits">How long sessions hold.</param>
public sealed class StartSession(CommandRunner commands, SessionLimits limits)
{
    private const string Name = "session.start";

    /// <summary>Begins a session of whom the provider's word describes.</summary>
    /// <param name="proven">The provider's word.</param>
    /// <param name="browser">How the browser describes itself, or null.</param>
    /// <param name="by">The part of the portal that signs people in, with the address they come from.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<StartedSession> RunAsync(ProvenIdentity proven, string? browser, Caller by, CancellationToken cancellationToken) => commands.RunShortAsync(
        Name,
        by,
        Right.ManagePeople,
        async (scope, token) =>
        {
            var (person, isNew) = await FindAsync(scope.Db, proven, token);
            if (person is not { IsActive: true })
            {
                var reason = person is null
                    ? $"The provider {proven.Provider} knows them, the list of people does not."
                    : "They left.";
                scope.Record(Name, new("account", $"{proven.Issuer} {proven.Subject}", proven.Name), after: proven, reason: reason, outcome: AuditOutcome.Refused);
                return new StartedSession(person is null ? SessionStart.Unknown : SessionStart.Left, Session: null, person?.Id);
            }
            if (isNew)
            {
                scope.Db.Accounts.Add(new Account { Issuer = proven.Issuer, Subject = proven.Subject, PersonId = person.Id, LinkedAt = scope.Now });
                scope.Record("account.link", SubjectOf(person), after: new { proven.Issuer, proven.Subject, proven.VerifiedMail });
            }
            return Begin(scope, person, proven.Provider, proven.Roles, proven.ProvenAt, browser);
        },
        cancellationToken);

    /// <summary>Begins a session of a person of the demo, whose people have no accounts.</summary>
    /// <param name="id">The person.</param>
    /// <param name="browser">How the browser describes itself, or null.</param>
    /// <param name="by">The part of the portal that signs people in, with the address they come from.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<StartedSession> RunForDemoAsync(PersonId id, string? browser, Caller by, CancellationToken cancellationToken) => commands.RunShortAsync(
        Name,
        by,
        Right.ManagePeople,
        async (scope, token) => await scope.Db.People.SingleOrDefaultAsync(p => p.Id == id && p.IsActive, token) is { } person
            ? Begin(scope, person, "Demo", [], scope.Now, browser)
            : new(SessionStart.Unknown, Session: null, PersonId: null),
        cancellationToken);

    private StartedSession Begin(
        CommandScope scope, Person person, string provider, IReadOnlyList<Role> roles, DateTimeOffset? provenAt, string? browser)
    {
        var session = new Session
        {
            PersonId = person.Id,
            Provider = provider,
            Roles = roles,
            StartedAt = scope.Now,
            // A provider's clock that is ahead does not make a proof last longer.
            ProvenAt = provenAt > scope.Now ? scope.Now : provenAt,
            LastSeenAt = scope.Now,
            EndsAt = scope.Now + limits.Longest,
            Address = scope.By.Address,
            Browser = browser?.Length > Session.MaxBrowserLength ? browser[..Session.MaxBrowserLength] : browser,
        };
        scope.Db.Sessions.Add(session);
        scope.Record(Name, SubjectOf(person), after: new { session = session.Id, provider, roles, session.EndsAt, session.ProvenAt });
        scope.Announce(Topic.People);
        return new(SessionStart.Started, session.Id, person.Id);
    }

    private static AuditSubject SubjectOf(Person person) => new("person", person.Id.Value.ToString(), person.Name);

    /// <summary>
    /// The person with this account; or, at a first sign-in, the one whom the directory lists under this id, or who has this verified mail
    /// address. Whoever has an account already is found by that alone: an address, or an id of another provider, may have changed hands.
    /// </summary>
    private static async Task<(Person? Person, bool IsNew)> FindAsync(GovernanceDb db, ProvenIdentity proven, CancellationToken cancellationToken)
    {
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Issuer == proven.Issuer && a.Subject == proven.Subject, cancellationToken) is { } account)
        {
            return (await db.People.SingleAsync(p => p.Id == account.PersonId, cancellationToken), false);
        }
        var mail = proven.VerifiedMail?.ToLowerInvariant();
        var accounts = db.Accounts;
        var person = await db.People
            .Where(p => p.DirectoryId == proven.Subject || (p.DirectoryId == null && p.Email == mail))
            .Where(p => !accounts.Any(a => a.PersonId == p.Id))
            .OrderBy(p => p.DirectoryId == null)
            .FirstOrDefaultAsync(cancellationToken);
        return (person, person is not null);
    }
}
