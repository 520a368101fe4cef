using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People.Sessions;
using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>Knows from the database what callers are allowed to be now.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="implied">What implies further roles.</param>
/// <param name="limits">How long sessions hold.</param>
/// <param name="clock">The time.</param>
public sealed class CallerDirectory(
    IDbContextFactory<GovernanceDb> databases, IEnumerable<IImpliedRoles> implied, SessionLimits limits, TimeProvider clock) : ICallerDirectory
{
    private static readonly TimeSpan LastUsedStep = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<Caller?> RefreshAsync(Caller caller, CancellationToken cancellationToken)
    {
        switch (caller.Kind)
        {
            case CallerKind.System or CallerKind.Policy:
                return caller;
            case CallerKind.Person:
                return await RefreshPersonAsync(caller, cancellationToken);
            case CallerKind.Token or CallerKind.BreakGlass:
                await using (var db = await databases.CreateDbContextAsync(cancellationToken))
                {
                    return Guid.TryParse(caller.Id, out var value)
                        && await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Id == new ApiTokenId(value), cancellationToken) is { } token
                        && token.IsValid(clock.GetUtcNow())
                        ? Of(token) with { Address = caller.Address, CorrelationId = caller.CorrelationId, Idempotency = caller.Idempotency }
                        : null;
                }
            default:
                throw new ArgumentOutOfRangeException(nameof(caller), caller.Kind, "Unknown kind of caller.");
        }
    }

    /// <summary>The active person with this id as a caller, or null.</summary>
    public async Task<Caller?> FindPersonAsync(PersonId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.IsActive, cancellationToken);
        if (person is null)
        {
            return null;
        }
        var now = clock.GetUtcNow();
        var roles = new HashSet<Role>(person.RolesAt(now));
        // What a provider gave holds as long as a session in which it gave it.
        foreach (var given in await db.Sessions.Where(s => s.PersonId == id && s.EndedAt == null && s.EndsAt > now).Select(s => s.Roles).ToListAsync(cancellationToken))
        {
            roles.UnionWith(given);
        }
        return await WithRolesAsync(db, person, roles, cancellationToken);
    }

    private async Task<Caller?> RefreshPersonAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Person is not { } id)
        {
            return null;
        }
        Caller? fresh;
        DateTimeOffset? proofUntil = null;
        if (caller.Session is null)
        {
            fresh = await FindPersonAsync(id, cancellationToken);
        }
        else
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var now = clock.GetUtcNow();
            if (!Guid.TryParse(caller.Session, out var value)
                || await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == new SessionId(value) && s.PersonId == id, cancellationToken) is not { } session
                || !session.IsOpen(now, limits)
                || await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.IsActive, cancellationToken) is not { } person)
            {
                return null;
            }
            proofUntil = session.ProvenAt + limits.Proof;
            fresh = await WithRolesAsync(db, person, [.. person.RolesAt(now), .. session.Roles], cancellationToken);
        }
        return fresh is null ? null : caller with { Name = fresh.Name, Roles = fresh.Roles, ProofUntil = proofUntil };
    }

    private async Task<Caller> WithRolesAsync(GovernanceDb db, Person person, HashSet<Role> roles, CancellationToken cancellationToken)
    {
        var id = person.Id;
        if (await db.People.AnyAsync(p => p.ManagerId == id && p.IsActive, cancellationToken))
        {
            roles.Add(Role.Manager);
        }
        foreach (var source in implied)
        {
            roles.UnionWith(await source.OfAsync(db, id, cancellationToken));
        }
        return new() { Kind = CallerKind.Person, Id = id.Value.ToString(), Name = person.Name, Roles = [.. roles.Order()] };
    }

    /// <summary>The active person with this mail address as a caller, or null.</summary>
    public async Task<Caller?> FindPersonAsync(string email, CancellationToken cancellationToken)
    {
        var address = email.ToLowerInvariant();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.People.AsNoTracking().Where(p => p.Email == address && p.IsActive).Select(p => (PersonId?)p.Id).SingleOrDefaultAsync(cancellationToken) is { } id
            ? await FindPersonAsync(id, cancellationToken)
            : null;
    }

    /// <summary>The caller that an API token stands for, or null when the secret is unknown, revoked or expired.</summary>
    public async Task<Caller?> FindTokenAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = ApiTokenSecret.Hash(secret);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var token = await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, cancellationToken);
        if (token?.IsValid(now) != true)
        {
            return null;
        }
        if (token.LastUsedAt is null || now - token.LastUsedAt >= LastUsedStep)
        {
            await db.ApiTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.LastUsedAt, now), cancellationToken);
        }
        return Of(token);
    }

    private static Caller Of(ApiToken token) => new()
    {
        Kind = token.Scope == TokenScope.BreakGlass ? CallerKind.BreakGlass : CallerKind.Token,
        Id = token.Id.Value.ToString(),
        Name = token.Name,
        Scopes = [token.Scope],
        OnBehalfOf = token.AgentId is { } agent ? Caller.BehalfOf(agent) : null,
    };
}
