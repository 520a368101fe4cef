using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Schedules;

/// <summary>Reads templates.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class CampaignTemplateQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>One page of the templates, by name.</summary>
    public async Task<Page<CampaignTemplateRow>> ListAsync(PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var templates = await db.CampaignTemplates.AsNoTracking()
            .SortedBy(t => t.Name, t => t.Id, descending: false, Cursor.Read<string>(page.After))
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        var next = templates.Count > page.Limit ? Cursor.Write(templates[page.Limit - 1].Name, templates[page.Limit - 1].Id.Value) : null;
        return new(await RowsAsync(db, templates.Take(page.Limit), cancellationToken), next);
    }

    /// <summary>One template, or null when there is none with this id.</summary>
    public async Task<CampaignTemplateRow?> FindAsync(CampaignTemplateId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.CampaignTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is { } template
            ? (await RowsAsync(db, [template], cancellationToken))[0]
            : null;
    }

    private async Task<IReadOnlyList<CampaignTemplateRow>> RowsAsync(GovernanceDb db, IEnumerable<CampaignTemplate> templates, CancellationToken cancellationToken)
    {
        var read = templates.ToList();
        var people = await CampaignQueries.PeopleAsync(db, read.Select(t => t.OwnerId), cancellationToken);
        var now = clock.GetUtcNow();
        return read.ConvertAll(t => new CampaignTemplateRow(
            t.Id,
            t.Name,
            t.Filter,
            t.Recurrence,
            t.DueDays,
            people[t.OwnerId],
            t.IsActive,
            t.Problem,
            t.Version,
            t.IsActive ? [.. t.Recurrence.After(now).Take(CampaignTemplateRow.ShownOccurrences)] : [])
        {
            Stages = t.Stages,
            OwnersDecideAlone = t.OwnersDecideAlone,
            NoAnswer = t.NoAnswer,
        });
    }
}
