using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.People;

/// <summary>Makes an API token and hands out its secret, once.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CreateApiToken(CommandRunner commands)
{
    /// <summary>Makes the token.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="scope">What it may be used for.</param>
    /// <param name="agentId">The agent it is bound to, or null.</param>
    /// <param name="expiresAt">When it ends by itself, or null for never.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>The secret. It is not stored and cannot be shown again.</returns>
    public async Task<string> RunAsync(
        string name, TokenScope scope, string? agentId, DateTimeOffset? expiresAt, Caller by, CancellationToken cancellationToken)
    {
        var secret = ApiTokenSecret.New();
        // The secret is no result of the command: results are stored when the call has an idempotency key.
        await commands.RunAsync(
            "token.create",
            by,
            Right.ManageTokens,
            (scopeOfCommand, _) =>
            {
                var token = new ApiToken
                {
                    Name = name,
                    Hash = ApiTokenSecret.Hash(secret),
                    Prefix = ApiTokenSecret.Shown(secret),
                    Scope = scope,
                    AgentId = agentId,
                    CreatedAt = scopeOfCommand.Now,
                    ExpiresAt = expiresAt,
                };
                scopeOfCommand.Db.ApiTokens.Add(token);
                scopeOfCommand.Record(
                    "token.create",
                    new("token", token.Id.Value.ToString(), name),
                    after: new { name, scope, agentId, expiresAt, token.Prefix });
                scopeOfCommand.Announce(Topic.People);
                return Task.FromResult(token.Id);
            },
            cancellationToken);
        return secret;
    }
}
