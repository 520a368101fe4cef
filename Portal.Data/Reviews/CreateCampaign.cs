using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Records;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Prepares a campaign. Nobody is asked before it is launched.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CreateCampaign(CommandRunner commands)
{
    /// <summary>Prepares it.</summary>
    public Task<CampaignCreated> RunAsync(CampaignDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<CampaignCreated>(
        "campaign.create",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            var owner = await OwnerAsync(scope.Db, draft.Owner, scope.By.Person, token);
            var query = new QueryReader(draft.Filter);
            var filter = AgentFilter.Parse(query);
            var problems = Problems(draft, query, owner, scope.Now);
            if (problems.Count > 0)
            {
                return new(null, problems);
            }
            if (draft.Occurrence is { } occurrence
                && await scope.Db.Campaigns.Where(c => c.Occurrence == occurrence).Select(c => (CampaignId?)c.Id).SingleOrDefaultAsync(token) is { } existing)
            {
                return new(existing, problems);
            }
            var id = CampaignId.New();
            var campaign = new Campaign
            {
                Id = id,
                Name = draft.Name.Trim(),
                Filter = filter.ToQuery(),
                Occurrence = draft.Occurrence ?? id.Value.ToString(),
                OwnerId = owner!.Value,
                DueAt = draft.DueAt.ToUniversalTime(),
                CreatedAt = scope.Now,
            };
            scope.Db.Campaigns.Add(campaign);
            scope.Record("campaign.create", campaign.AsSubject(), after: RecordedCampaign.Of(campaign));
            scope.Announce(Topic.Reviews);
            return new(id, problems);
        },
        cancellationToken);

    private static async Task<PersonId?> OwnerAsync(GovernanceDb db, PersonId? asked, PersonId? creator, CancellationToken cancellationToken)
    {
        if ((asked ?? creator) is { } id)
        {
            return await db.People.AnyAsync(p => p.Id == id && p.IsActive, cancellationToken) ? id : null;
        }
        var people = await db.People.AsNoTracking().Where(p => p.IsActive).OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        return (people.Find(p => p.AssignedRoles.Contains(Role.SecurityEngineer)) ?? people.Find(p => p.AssignedRoles.Contains(Role.Administrator)))?.Id;
    }

    private static Dictionary<string, string[]> Problems(CampaignDraft draft, QueryReader filter, PersonId? owner, DateTimeOffset now)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (draft.Name.Trim().Length is 0 or > Campaign.NameLength)
        {
            problems["name"] = [$"Give it a name of 1 to {Campaign.NameLength} characters."];
        }
        if (draft.DueAt <= now)
        {
            problems["dueAt"] = ["The due date has to be in the future."];
        }
        if (filter.Errors.Count > 0)
        {
            // A list may leave out what makes no sense; a campaign would then cover what nobody asked for.
            problems["filter"] = [.. filter.Errors.Select(e => $"{e.Key} {string.Join(' ', e.Value)}")];
        }
        if (owner is null)
        {
            problems["ownerId"] = ["Name someone active who answers for the campaign."];
        }
        if (draft.Occurrence is { Length: 0 or > GovernanceDb.DefaultTextLength })
        {
            problems["occurrence"] = [$"An occasion has 1 to {GovernanceDb.DefaultTextLength} characters."];
        }
        return problems;
    }
}
