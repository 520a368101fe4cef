using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Delegates;
using Portal.Data.Changes.Effects;
using Portal.Data.Incidents;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Inventory.Imports;
using Portal.Data.Notices;
using Portal.Data.People;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Permissions.Escalation;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Absences;
using Portal.Data.Reviews.MicroReviews;
using Portal.Data.Reviews.Schedules;
using Portal.Data.Sources;
using Portal.Data.Storage;
using Portal.Tests.Benchmarks;
using Portal.Tests.Changes;

namespace Portal.Tests.Support;

/// <summary>
/// A small organization with somebody in each role and somebody without one. What it holds came by the commands that real data comes by: an
/// import, a rule that tells of changes, events, agents with two owners, one that an owner inherited, a running review.
/// </summary>
/// <param name="services">The registered classes of the portal that it is entered in.</param>
public sealed class StaffedOrganization(IServiceProvider services)
{
    /// <summary>Who works here and has no role.</summary>
    public const string NoRole = "no role";

    /// <summary>Another owner, who owns other agents.</summary>
    public const string OtherOwner = "other owner";

    /// <summary>The source.</summary>
    public const string Source = "Staffed source";

    /// <summary>The running review.</summary>
    public const string Review = "Staffed review";

    /// <summary>The rule that tells the owner and engineers of every change.</summary>
    public const string Rule = "Staffed rule";

    private const string Leaver = "leaver";
    private const int Roles = 41;
    private static readonly Caller Itself = Caller.System("tests");

    /// <summary>The people, by the name of their role.</summary>
    public IReadOnlyDictionary<string, Person> People { get; } = Enum.GetNames<Role>().Append(NoRole).Append(OtherOwner).Append(Leaver).ToDictionary(
        name => name, name => new Person { Name = $"Works as {name}", Email = $"{name.Replace(' ', '.').ToLowerInvariant()}@staffed.example", DirectoryId = $"subject-{name}" }, StringComparer.Ordinal);

    /// <summary>The agents: of the owner, of the other owner, and the one that the owner inherited.</summary>
    public IReadOnlyList<AgentId> Agents { get; private set; } = [];

    /// <summary>The running review.</summary>
    public CampaignId Campaign { get; private set; }

    private TimeProvider Clock => services.GetRequiredService<TimeProvider>();

    /// <summary>Enters it.</summary>
    public async Task EnterAsync()
    {
        People[NoRole].ManagerId = People[nameof(Role.Manager)].Id;
        await using (var db = await OpenAsync())
        {
            db.AddRange(People.Values);
            await db.SaveChangesAsync();
        }
        using var export = new MemoryStream();
        AccountExport.Write(export, Roles);
        var imported = await Get<ImportSnapshot>().RunAsync(new(Source, Platform.Aws, [ExportFiles.Of("account.json", export.ToArray())]), Itself, progress: null, CancellationToken.None);
        Assert.Equal(Imported.Done, imported.Outcome);
        await AgentsAsync();
        var told = new NoticeRuleDraft { Name = Rule, Audience = new([Role.SecurityEngineer], [People[nameof(Role.Owner)].Id]) };
        Assert.Equal(NoticeRuleOutcome.Done, (await Get<SaveNoticeRule>().CreateAsync(told, Itself, CancellationToken.None)).Outcome);
        var events = CloudTrailEvents.File(1, AccountExport.Account, "AgentCore-worker-0", "reports", Clock.GetUtcNow());
        Assert.Equal(1, (await Get<IngestEvents>().RunAsync(new SourceId(await IdOfAsync("sources")), events, EventOrigin.Sent, Itself, CancellationToken.None))!.Accepted);
        await UseThroughAgentAsync();
        var created = await Get<CreateCampaign>().RunAsync(
            new(Review, string.Empty, Clock.GetUtcNow().AddDays(14), People[nameof(Role.SecurityEngineer)].Id) { OwnersDecideAlone = true }, Itself, CancellationToken.None);
        Campaign = created.Id!.Value;
        await Get<LaunchCampaign>().RunAsync(Campaign, Itself, CancellationToken.None);
        var often = new Recurrence(RecurrenceUnit.Months, 3, RecurrenceDay.LastBusiness, new DateOnly(2099, 1, 1), new TimeOnly(9, 0), "Europe/Berlin");
        var template = new CampaignTemplateDraft("Each quarter", string.Empty, often, DueDays: 14, People[OtherOwner].Id, IsActive: true);
        Assert.NotNull((await Get<SaveCampaignTemplate>().CreateAsync(template, Itself, CancellationToken.None)).Id);
        var rule = new MicroReviewDraft("When an owner leaves", MicroReviewTrigger.OwnerLeft, Threshold: null, string.Empty, DueDays: 3, GatherMinutes: 15, People[OtherOwner].Id, IsActive: true);
        Assert.NotNull((await Get<SaveMicroReviewRule>().CreateAsync(rule, Itself, CancellationToken.None)).Id);
        var ahead = Clock.GetUtcNow().AddDays(100);
        var owner = TestPortalData.By(People[nameof(Role.Owner)], Role.Owner);
        Assert.NotNull((await Get<PlanAbsence>().RunAsync(new(ahead, ahead.AddDays(7), People[OtherOwner].Id), owner, CancellationToken.None)).Id);
        await Get<MakeIncident>().RunAsync(new ChangeId(await IdOfAsync("changes")), Itself, CancellationToken.None);
        // What the portal would come to by itself, a moment later: then nothing changes any more unless somebody acts.
        await Get<AssessRisk>().RunAsync(Itself, CancellationToken.None);
        await Get<AssessEscalations>().RunAsync(Itself, CancellationToken.None);
        await Get<AssessRisk>().RefreshAgentsAsync(Itself, CancellationToken.None);
        await Get<AssessStandings>().RunAsync(Itself, CancellationToken.None);
        await Get<WeighChanges>().RunAsync(Itself, CancellationToken.None);
    }

    /// <summary>An id that something of a collection has: <c>agents</c>, <c>campaigns</c>…; one that nothing has when there is none.</summary>
    public async Task<Guid> IdOfAsync(string collection)
    {
        await using var db = await OpenAsync();
        return collection switch
        {
            "agents" => Agents[0].Value,
            "identities" => (await db.Identities.Where(i => i.AgentId == Agents[0]).Select(i => i.Id).FirstAsync()).Value,
            "changes" => (await db.Set<Change>().OrderByDescending(c => c.At).Select(c => c.Id).FirstAsync()).Value,
            "delegates" => (await db.Set<DelegatedIdentity>().OrderBy(d => d.FirstAt).Select(d => d.Id).FirstAsync()).Value,
            "incidents" => (await db.Set<Incident>().OrderBy(i => i.CreatedAt).Select(i => i.Id).FirstAsync()).Value,
            "campaigns" or "reviews" => Campaign.Value,
            "templates" => (await db.Set<CampaignTemplate>().OrderBy(t => t.CreatedAt).Select(t => t.Id).FirstAsync()).Value,
            "micro-reviews" => (await db.Set<MicroReviewRule>().OrderBy(r => r.CreatedAt).Select(r => r.Id).FirstAsync()).Value,
            "notices" or "rules" => (await db.Set<NoticeRule>().OrderBy(r => r.CreatedAt).Select(r => r.Id).FirstAsync()).Value,
            "absences" => (await db.Set<Absence>().OrderBy(a => a.PlannedAt).Select(a => a.Id).FirstAsync()).Value,
            "people" => People[OtherOwner].Id.Value,
            "sources" => (await db.Set<Data.Sources.Source>().OrderBy(s => s.CreatedAt).Select(s => s.Id).FirstAsync()).Value,
            _ => Guid.CreateVersion7(),
        };
    }

    /// <summary>An address of a page that exists in it.</summary>
    /// <param name="page">The page's route.</param>
    public async Task<string> AddressOfAsync(string page) => page.Contains('{', StringComparison.Ordinal)
        ? page[..page.IndexOf('{', StringComparison.Ordinal)] + await IdOfAsync(page.StartsWith("/campaigns/templates/", StringComparison.Ordinal) ? "templates" : page.StartsWith("/campaigns/micro-reviews/", StringComparison.Ordinal) ? "micro-reviews" : page.Split('/')[1]) + page[(page.IndexOf('}', StringComparison.Ordinal) + 1)..]
        : page;

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private Task<GovernanceDb> OpenAsync() => Get<IDbContextFactory<GovernanceDb>>().CreateDbContextAsync();

    /// <summary>A role that is no agent's, used through one: earlier than the last change.</summary>
    private async Task UseThroughAgentAsync()
    {
        var marked = CloudTrail.Record("DeleteStack", "marked", Clock.GetUtcNow().AddHours(-1), new { stackName = "reports" }, actor: "service-1", service: "cloudformation")
            .Replace(CloudTrail.Account, AccountExport.Account, StringComparison.Ordinal)
            .Replace("aws-sdk-go-v2/1.30.3", "claude-code/2.1.0", StringComparison.Ordinal);
        await Get<IngestEvents>().RunAsync(new SourceId(await IdOfAsync("sources")), CloudTrail.File(marked), EventOrigin.Sent, Itself, CancellationToken.None);
    }

    /// <summary>One agent for each owner, and one that comes to the owner because its own left.</summary>
    private async Task AgentsAsync()
    {
        await using (var db = await OpenAsync())
        {
            Agents = await db.Agents.OrderBy(a => a.Name).Select(a => a.Id).ToListAsync();
        }
        string[] owners = [nameof(Role.Owner), OtherOwner, Leaver];
        foreach (var (agent, owner) in Agents.Zip(owners))
        {
            var patch = new AgentPatch { Owner = new(People[owner].Id), Sponsor = new(People[nameof(Role.Owner)].Id), Purpose = $"Works for {owner}" };
            Assert.Equal(AgentSaved.Saved, (await Get<UpdateAgent>().RunAsync(agent, patch, Itself, CancellationToken.None)).Outcome);
            Assert.Equal(AgentSaved.Saved, (await Get<SettleAgent>().ConfirmAsync(agent, Itself, CancellationToken.None)).Outcome);
        }
        using var list = new StringReader($"email,name,status\n{People[Leaver].Email},{People[Leaver].Name},left\n");
        await Get<ImportPeople>().RunAsync(list, Itself, CancellationToken.None);
    }
}
