using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>Reads API tokens.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class ApiTokenQueries(IDbContextFactory<GovernanceDb> databases)
{
    private const int Most = 500;

    /// <summary>The newest tokens, those that work first.</summary>
    public async Task<IReadOnlyList<ApiTokenRow>> ListAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageTokens);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ApiTokens
            .OrderBy(t => t.RevokedAt != null).ThenByDescending(t => t.CreatedAt)
            .Take(Most)
            .Select(t => new ApiTokenRow(t.Id, t.Name, t.Prefix, t.Scope, t.AgentId, t.CreatedAt, t.ExpiresAt, t.RevokedAt, t.LastUsedAt))
            .ToListAsync(cancellationToken);
    }
}
