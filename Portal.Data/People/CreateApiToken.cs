using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Mail;
using Portal.Data.People.Records;
using Portal.Data.People.Sessions;

namespace Portal.Data.People;

/// <summary>Makes an API token and hands out its secret, once.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="agents">Knows the agents that a token may be bound to.</param>
/// <param name="mails">Words the mail about a break-glass token.</param>
public sealed class CreateApiToken(CommandRunner commands, IAgentRegister agents, IBreakGlassMails mails)
{
    /// <summary>The act of making a token that may do everything past everybody; it stands out in the record.</summary>
    public const string BreakGlassAction = "token.break-glass";

    /// <summary>Makes the token.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="scope">What it may be used for. Of a break-glass token all administrators are told by mail.</param>
    /// <param name="agentId">The agent it is bound to, or null. A token for proposals has to be bound, one for reading may be.</param>
    /// <param name="expiresAt">When it ends by itself, or null for never.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>The secret. It is not stored and cannot be shown again.</returns>
    /// <exception cref="InvalidOperationException">The scope and the binding do not go together, or there is no such agent.</exception>
    public async Task<string> RunAsync(
        string name, TokenScope scope, string? agentId, DateTimeOffset? expiresAt, Caller by, CancellationToken cancellationToken)
    {
        var bound = BindingOf(scope, agentId);
        var secret = ApiTokenSecret.New();
        // The secret is no result of the command: results are stored when the call has an idempotency key.
        await commands.RunAsync(
            "token.create",
            by,
            Right.ManageTokens,
            async (scopeOfCommand, token) =>
            {
                if (bound is { } agent && await agents.NameOfAsync(scopeOfCommand.Db, agent, token) is null)
                {
                    throw new InvalidOperationException($"There is no agent '{agentId}' to bind the token to. Its id stands in the address of its page.");
                }
                var made = new ApiToken
                {
                    Name = name,
                    Hash = ApiTokenSecret.Hash(secret),
                    Prefix = ApiTokenSecret.Shown(secret),
                    Scope = scope,
                    AgentId = bound?.ToString(),
                    CreatedAt = scopeOfCommand.Now,
                    ExpiresAt = expiresAt,
                };
                scopeOfCommand.Db.ApiTokens.Add(made);
                scopeOfCommand.Record(
                    scope == TokenScope.BreakGlass ? BreakGlassAction : "token.create",
                    new("token", made.Id.Value.ToString(), name),
                    after: RecordedToken.Of(made));
                scopeOfCommand.Announce(Topic.People);
                if (scope == TokenScope.BreakGlass)
                {
                    await TellAsync(scopeOfCommand, made, token);
                }
                return made.Id;
            },
            cancellationToken);
        return secret;
    }

    private static Guid? BindingOf(TokenScope scope, string? agentId)
    {
        if (agentId is null)
        {
            return scope == TokenScope.Propose ? throw new InvalidOperationException("A token for proposals is bound to one agent. Say which.") : null;
        }
        if (!RightsTable.CanBeBound(scope))
        {
            throw new InvalidOperationException($"A token with the scope {scope.ToString().ToLowerInvariant()} is about more than one agent, so it cannot be bound to one. The scopes read and propose can.");
        }
        return Guid.TryParse(agentId, out var id) ? id : throw new InvalidOperationException($"'{agentId}' is not the id of an agent. It stands in the address of the agent's page.");
    }

    /// <summary>A mail to everybody who is an administrator now, by the list of people or by the session they are in.</summary>
    private async Task TellAsync(CommandScope scope, ApiToken made, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.EndedAt == null && s.EndsAt > scope.Now).Select(s => new { s.PersonId, s.Roles }).ToListAsync(cancellationToken);
        var bySession = sessions.Where(s => s.Roles.Contains(Role.Administrator)).Select(s => s.PersonId).ToHashSet();
        var people = await db.People.AsNoTracking().Where(p => p.IsActive).Select(p => new { p.Id, p.Name, p.Email, p.AssignedRoles }).ToListAsync(cancellationToken);
        var told = new BreakGlassToken(made.Id, made.Name, made.Prefix, made.CreatedAt);
        foreach (var person in people.Where(p => p.AssignedRoles.Contains(Role.Administrator) || bySession.Contains(p.Id)))
        {
            var mail = await mails.WriteAsync(told, person.Name, cancellationToken);
            scope.Send(new OutboxMessage
            {
                ToPersonId = person.Id,
                ToAddress = person.Email,
                ToName = person.Name,
                Subject = mail.Subject,
                Html = mail.Html,
                Text = mail.Text,
                AboutKind = "token",
                AboutId = made.Id.Value.ToString(),
                CreatedAt = scope.Now,
                NextAttemptAt = scope.Now,
            });
        }
    }
}
