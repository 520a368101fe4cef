using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Schedules;

/// <summary>
/// Starts the campaigns whose time has come: each occurrence of each template once, whoever tries and however often, because the occurrence is a
/// unique key of campaigns. What was missed while no portal ran is started late, oldest first, and what a source blocked is tried again once it
/// was read again. Killed at any point, the next run goes on.
/// </summary>
/// <param name="commands">Marks what was started.</param>
/// <param name="databases">Where contexts come from, to find what is due.</param>
/// <param name="create">Prepares campaigns.</param>
/// <param name="launch">Asks reviewers.</param>
/// <param name="clock">The time.</param>
public sealed class StartScheduledCampaigns(
    CommandRunner commands, IDbContextFactory<GovernanceDb> databases, CreateCampaign create, LaunchCampaign launch, TimeProvider clock)
{
    /// <summary>Starts them.</summary>
    /// <returns>How many occurrences were started.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ManageCampaigns);
        var now = clock.GetUtcNow();
        var started = 0;
        foreach (var (template, owner) in await ActiveAsync(cancellationToken))
        {
            foreach (var occurrence in template.Pending(now))
            {
                if (!await StartAsync(template, occurrence, owner, now, by, cancellationToken))
                {
                    break;
                }
                started++;
            }
        }
        await LaunchBlockedAsync(now, by, cancellationToken);
        return started;
    }

    /// <summary>Tries those again that a source blocked, once one of their sources was read again.</summary>
    private async Task LaunchBlockedAsync(DateTimeOffset now, Caller by, CancellationToken cancellationToken)
    {
        var again = new List<Campaign>();
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            var blocked = await db.Campaigns.AsNoTracking()
                .Where(c => c.State == CampaignState.BlockedIncomplete && c.DueAt > now && c.Occurrence.StartsWith(CampaignTemplate.KeyStart))
                .OrderBy(c => c.Id)
                .ToListAsync(cancellationToken);
            foreach (var campaign in blocked)
            {
                if (await campaign.IsReadAgainAsync(db, cancellationToken))
                {
                    again.Add(campaign);
                }
            }
        }
        foreach (var campaign in again)
        {
            if (await launch.RunAsync(campaign.Id, by, cancellationToken) == CampaignMoved.Done && CampaignTemplate.IdOf(campaign.Occurrence) is { } template)
            {
                await MarkAsync(template, startedThrough: null, problem: null, by, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<(CampaignTemplate Template, PersonId? Owner)>> ActiveAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var templates = await db.CampaignTemplates.AsNoTracking().Where(t => t.IsActive).OrderBy(t => t.Id).ToListAsync(cancellationToken);
        var here = (await db.People.Where(p => p.IsActive).Select(p => p.Id).ToListAsync(cancellationToken)).ToHashSet();
        return templates.ConvertAll(t => (t, here.Contains(t.OwnerId) ? t.OwnerId : (PersonId?)null));
    }

    /// <summary>Starts one occurrence.</summary>
    /// <returns>False when it could not be prepared, so that it is tried again.</returns>
    private async Task<bool> StartAsync(
        CampaignTemplate template, Occurrence occurrence, PersonId? owner, DateTimeOffset now, Caller by, CancellationToken cancellationToken)
    {
        var created = await create.RunAsync(template.DraftOf(occurrence, owner, now), by, cancellationToken);
        if (created.Id is not { } campaign)
        {
            var problem = string.Join(' ', created.Problems.SelectMany(p => p.Value));
            await MarkAsync(template.Id, startedThrough: null, problem, by, cancellationToken);
            return false;
        }
        // Blocked, empty or nobody to ask: its page says so, and what to do.
        var moved = await launch.RunAsync(campaign, by, cancellationToken);
        var refusal = moved is CampaignMoved.Done or CampaignMoved.AlreadySo ? null : string.Create(CultureInfo.InvariantCulture, $"{occurrence.Date:yyyy-MM-dd}: {moved}");
        await MarkAsync(template.Id, occurrence.At, refusal, by, cancellationToken);
        return true;
    }

    private Task<bool> MarkAsync(CampaignTemplateId id, DateTimeOffset? startedThrough, string? problem, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "campaignTemplate.start",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(SaveCampaignTemplate.LockOf(id), token);
            var template = await scope.Db.CampaignTemplates.SingleAsync(t => t.Id == id, token);
            var told = problem is { Length: > CampaignTemplate.ProblemLength } ? problem[..CampaignTemplate.ProblemLength] : problem;
            var isLater = startedThrough > template.StartedThrough;
            if (!isLater && template.Problem == told)
            {
                return false;
            }
            var before = new { template.StartedThrough, template.Problem };
            template.StartedThrough = isLater ? startedThrough!.Value : template.StartedThrough;
            template.Problem = told;
            scope.Record("campaignTemplate.start", RecordedTemplate.SubjectOf(template), before, RecordedTemplate.Of(template));
            scope.Announce(Topic.Reviews);
            return true;
        },
        cancellationToken);
}
