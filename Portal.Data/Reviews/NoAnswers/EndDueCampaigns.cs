using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.NoAnswers;

/// <summary>
/// Ends answers of campaigns whose policy says when, and goes on with those whose end was interrupted or waited for two people. Run as often as
/// one likes and by as many portals: each step happens once.
/// </summary>
/// <param name="databases">Where contexts come from, to find which are due.</param>
/// <param name="close">Ends answers.</param>
/// <param name="clock">The time.</param>
public sealed class EndDueCampaigns(IDbContextFactory<GovernanceDb> databases, CloseCampaign close, TimeProvider clock)
{
    /// <summary>Ends them.</summary>
    /// <returns>How many were ended or gone on with.</returns>
    /// <exception cref="AccessDeniedException">The caller may not run campaigns.</exception>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        var due = await DueAsync(cancellationToken);
        foreach (var id in due)
        {
            await close.RunAsync(id, Caller.Policy(id.Value, "deadline"), cancellationToken);
        }
        return due.Count;
    }

    private async Task<List<CampaignId>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var held = db.CarryBrakes.Where(b => b.EndedAt == null && b.CampaignId != null);
        var found = await db.Campaigns.AsNoTracking()
            .Where(c => (c.State == CampaignState.Active && c.DueAt <= now && c.NoAnswer != null)
                || (c.State == CampaignState.Closing && !held.Any(b => b.CampaignId == c.Id)))
            .OrderBy(c => c.DueAt).ThenBy(c => c.Id)
            .ToListAsync(cancellationToken);
        return [.. found.Where(c => c.State == CampaignState.Closing || c.NoAnswer!.EndsAt(c.DueAt) <= now).Select(c => c.Id)];
    }
}
