using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Frequencies;

/// <summary>Reads why agents are reviewed as often as they are.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class FrequencyAnalysisQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    private const int Most = 50;

    /// <summary>The analyses of an agent, the one that counts first.</summary>
    public async Task<IReadOnlyList<FrequencyAnalysisRow>> OfAgentAsync(AgentId agent, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var read = await db.FrequencyAnalyses.AsNoTracking()
            .Where(a => a.AgentId == agent)
            .OrderByDescending(a => a.At).ThenByDescending(a => a.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
        var people = await CampaignQueries.PeopleAsync(db, read.Select(a => a.AuthorId), cancellationToken);
        var now = clock.GetUtcNow();
        return read.ConvertAll(a => new FrequencyAnalysisRow(
            a.Id, a.Factors, a.Frequency, a.Conclusion, people[a.AuthorId], a.At, a.ReviewBy, a.IsCurrent && a.ReviewBy <= now));
    }
}
