using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Schedules;

/// <summary>Makes templates, changes them, and switches them on and off.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class SaveCampaignTemplate(CommandRunner commands)
{
    /// <summary>Makes one. It starts with its first occurrence from now on.</summary>
    public Task<TemplateSaved> CreateAsync(CampaignTemplateDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<TemplateSaved>(
        "campaignTemplate.create",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            var owner = draft.Owner ?? scope.By.Person;
            var problems = await ProblemsAsync(scope.Db, draft, owner, token);
            if (problems.Count > 0)
            {
                return new(null, problems);
            }
            var template = new CampaignTemplate
            {
                Name = draft.Name.Trim(),
                Filter = ReviewScope.Parse(draft.Filter).ToQuery(),
                Recurrence = draft.Recurrence,
                DueDays = draft.DueDays,
                OwnerId = owner!.Value,
                Stages = draft.Stages,
                OwnersDecideAlone = draft.OwnersDecideAlone,
                NoAnswer = draft.NoAnswer,
                IsActive = draft.IsActive,
                CreatedAt = scope.Now,
                StartedThrough = scope.Now,
            };
            scope.Db.CampaignTemplates.Add(template);
            scope.Record("campaignTemplate.create", RecordedTemplate.SubjectOf(template), after: RecordedTemplate.Of(template));
            scope.Announce(Topic.Reviews);
            return new(template.Id, problems);
        },
        cancellationToken);

    /// <summary>Changes one. What would have occurred before the change, by its new times, is not started in arrears.</summary>
    /// <param name="id">The template.</param>
    /// <param name="version">Its version when it was read.</param>
    /// <param name="draft">What it is to be.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What came of it; null when there is no such template.</returns>
    public Task<TemplateSaved?> UpdateAsync(
        CampaignTemplateId id, int version, CampaignTemplateDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<TemplateSaved?>(
        "campaignTemplate.update",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(LockOf(id), token);
            if (await scope.Db.CampaignTemplates.SingleOrDefaultAsync(t => t.Id == id, token) is not { } template)
            {
                return null;
            }
            var owner = draft.Owner ?? template.OwnerId;
            var problems = await ProblemsAsync(scope.Db, draft, owner, token);
            if (problems.Count > 0 || template.Version != version)
            {
                return new(null, problems, template.Version != version);
            }
            var before = RecordedTemplate.Of(template);
            if (template.Recurrence != draft.Recurrence || (draft.IsActive && !template.IsActive))
            {
                template.StartedThrough = scope.Now;
            }
            template.Name = draft.Name.Trim();
            template.Filter = ReviewScope.Parse(draft.Filter).ToQuery();
            template.Recurrence = draft.Recurrence;
            template.DueDays = draft.DueDays;
            template.OwnerId = owner;
            template.Stages = draft.Stages;
            template.OwnersDecideAlone = draft.OwnersDecideAlone;
            template.NoAnswer = draft.NoAnswer;
            template.IsActive = draft.IsActive;
            template.Version++;
            scope.Record("campaignTemplate.update", RecordedTemplate.SubjectOf(template), before, RecordedTemplate.Of(template));
            scope.Announce(Topic.Reviews);
            return new(id, problems);
        },
        cancellationToken);

    /// <summary>The lock under which one template changes.</summary>
    internal static string LockOf(CampaignTemplateId id) => $"campaignTemplate:{id.Value}";

    private static async Task<Dictionary<string, string[]>> ProblemsAsync(
        GovernanceDb db, CampaignTemplateDraft draft, PersonId? owner, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        await ScopeProblems.FindAsync(db, new CampaignScope(draft.Filter), problems, cancellationToken);
        await StageProblems.FindAsync(db, draft.Stages, problems, cancellationToken);
        draft.NoAnswer?.Check(problems);
        if (draft.Name.Trim().Length is 0 or > CampaignTemplate.NameLength)
        {
            problems["name"] = [$"Give it a name of 1 to {CampaignTemplate.NameLength} characters."];
        }
        if (draft.DueDays is < 1 or > CampaignTemplate.MostDueDays)
        {
            problems["dueDays"] = [$"Give reviewers 1 to {CampaignTemplate.MostDueDays} days."];
        }
        var recurrence = draft.Recurrence;
        if (recurrence.Every is < 1 or > Recurrence.MostEvery)
        {
            problems["every"] = [$"Count in steps of 1 to {Recurrence.MostEvery}."];
        }
        if (recurrence.Anchor.Year is < 2000 or > 2999)
        {
            problems["anchor"] = ["Count from a day between 2000 and 2999."];
        }
        if (recurrence is { Unit: RecurrenceUnit.Weeks, Day: not RecurrenceDay.OfAnchor })
        {
            problems["day"] = ["Weeks recur on the weekday that they are counted from."];
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(recurrence.TimeZone, out var zone) || !zone.HasIanaId)
        {
            problems["timeZone"] = ["Name a time zone as in Europe/Berlin."];
        }
        if (owner is not { } id || !await db.People.AnyAsync(p => p.Id == id && p.IsActive, cancellationToken))
        {
            problems["ownerId"] = ["Name someone active who answers for its campaigns."];
        }
        return problems;
    }
}
