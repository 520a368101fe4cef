using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Prepares a campaign. Nobody is asked before it is launched.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="options">What holds for campaigns that do not say.</param>
public sealed class CreateCampaign(CommandRunner commands, IOptions<ReviewOptions> options)
{
    /// <summary>Prepares it.</summary>
    public Task<CampaignCreated> RunAsync(CampaignDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<CampaignCreated>(
        "campaign.create",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            var owner = await OwnerAsync(scope.Db, draft.Owner, scope.By.Person, token);
            var asked = new CampaignScope(draft.Filter, draft.Listed, draft.Exclusions);
            var problems = Problems(draft, owner, scope.Now);
            await ScopeProblems.FindAsync(scope.Db, asked, problems, token);
            await StageProblems.FindAsync(scope.Db, draft.Stages, problems, token);
            draft.NoAnswer?.Check(problems);
            if (problems.Count > 0)
            {
                return new(null, problems);
            }
            if (draft.Occurrence is { } occurrence && await ExistingAsync(scope.Db, occurrence, token) is { } existing)
            {
                return new(existing, problems);
            }
            var id = CampaignId.New();
            var campaign = new Campaign
            {
                Id = id,
                Name = draft.Name.Trim(),
                Filter = asked.Query.ToQuery(),
                Listed = draft.Listed,
                Exclusions = draft.Exclusions,
                Stages = draft.Stages,
                OwnersDecideAlone = draft.OwnersDecideAlone ?? options.Value.OwnersDecideAlone,
                NoAnswer = draft.NoAnswer,
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

    /// <summary>The campaign of an occasion. Another portal that prepares it at this moment is waited for, and then found.</summary>
    private static async Task<CampaignId?> ExistingAsync(GovernanceDb db, string occurrence, CancellationToken cancellationToken)
    {
        await db.LockAsync($"campaign:{occurrence}", cancellationToken);
        return await db.Campaigns.Where(c => c.Occurrence == occurrence).Select(c => (CampaignId?)c.Id).SingleOrDefaultAsync(cancellationToken);
    }

    private static async Task<PersonId?> OwnerAsync(GovernanceDb db, PersonId? asked, PersonId? creator, CancellationToken cancellationToken)
    {
        if ((asked ?? creator) is { } id)
        {
            return await db.People.AnyAsync(p => p.Id == id && p.IsActive, cancellationToken) ? id : null;
        }
        var people = await db.People.AsNoTracking().Where(p => p.IsActive).OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        return (people.Find(p => p.AssignedRoles.Contains(Role.SecurityEngineer)) ?? people.Find(p => p.AssignedRoles.Contains(Role.Administrator)))?.Id;
    }

    private static Dictionary<string, string[]> Problems(CampaignDraft draft, PersonId? owner, DateTimeOffset now)
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
