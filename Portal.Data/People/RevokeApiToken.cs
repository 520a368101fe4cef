using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People.Records;

namespace Portal.Data.People;

/// <summary>Ends an API token at once.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class RevokeApiToken(CommandRunner commands)
{
    /// <summary>Revokes the token; a token that is revoked already stays as it is.</summary>
    /// <returns>False when there is none with this id.</returns>
    public Task<bool> RunAsync(ApiTokenId id, Caller by, CancellationToken cancellationToken) => commands.RunShortAsync(
        "token.revoke",
        by,
        Right.ManageTokens,
        async (scope, token) =>
        {
            if (await scope.Db.ApiTokens.SingleOrDefaultAsync(t => t.Id == id, token) is not { } found)
            {
                return false;
            }
            if (found.RevokedAt is null)
            {
                found.RevokedAt = scope.Now;
                scope.Record("token.revoke", new("token", id.Value.ToString(), found.Name), before: new { found.Scope, found.Prefix }, after: RecordedToken.Of(found));
                scope.Announce(Topic.People);
            }
            return true;
        },
        cancellationToken);
}
