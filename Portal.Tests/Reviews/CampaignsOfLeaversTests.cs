using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>What becomes of the campaigns of somebody who leaves.</summary>
public sealed class CampaignsOfLeaversTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task They_go_to_the_next_manager_who_is_here_marked_recorded_and_told_in_one_mail(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var (mia, ada) = (A.Person("Mia Manager", email: "mia@example.com"), await EngineerAsync(review));
        await review.Portal.StoreAsync(mia, A.Person("Max Gone", email: "max@example.com", manager: mia.Id, isActive: false));
        await ImportAsync(review, $"{ada.Email},{ada.Name},active,max@example.com,SecurityEngineer");
        var (running, prepared, over) = (await review.LaunchAsync("Running", days: 7), await review.PrepareAsync("Prepared", days: 20), await review.PrepareAsync("Given up"));
        await review.Portal.Get<CancelCampaign>().RunAsync(over, "Not needed.", review.Engineer, Token);

        await ImportAsync(review, $"{ada.Email},{ada.Name},left,max@example.com,");

        await using var db = await review.Portal.OpenAsync();
        var campaigns = await db.Campaigns.AsNoTracking().ToDictionaryAsync(c => c.Id, Token);
        foreach (var id in new[] { running, prepared })
        {
            Assert.Equal((mia.Id, ada.Id, review.Portal.Clock.GetUtcNow()), (campaigns[id].OwnerId, campaigns[id].InheritedFromId!.Value, campaigns[id].InheritedAt!.Value));
        }
        Assert.Equal((ada.Id, (PersonId?)null), (campaigns[over].OwnerId, campaigns[over].InheritedFromId));
        var entries = await EntriesAsync(review);
        Assert.Equal([running.Value.ToString(), prepared.Value.ToString()], entries.Select(e => e.SubjectId));
        Assert.All(entries, e => Assert.Equal((AuditOutcome.Done, $"{ada.Name} left."), (e.Outcome, e.Reason)));
        var letter = Assert.Single(review.Letters.Handovers);
        Assert.Equal((ada.Name, mia.Name, 2), (letter.FromName, letter.OwnerName, letter.Count));
        Assert.Equal([running, prepared], letter.Campaigns.Select(c => c.Id));
        Assert.Single(await db.Set<OutboxMessage>().Where(m => m.ToPersonId == mia.Id && m.Subject.StartsWith("2 from")).ToListAsync(Token));
        var row = (await review.Portal.Get<CampaignQueries>().FindAsync(running, Caller.System("tests"), Token))!.Row;
        Assert.Equal((mia.Name, ada.Name), (row.Owner.Name, row.Inherited!.From.Name));
        await review.Portal.Get<WriteCheckpoints>().RunAsync(Token);
        Assert.Empty((await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token)).Findings);
    }

    [Theory, OnEachEngine]
    public async Task What_nobody_nearer_can_answer_is_asked_of_the_new_owner(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var (mia, ada) = (A.Person("Mia Manager", email: "mia@example.com"), await EngineerAsync(review));
        await review.Portal.StoreAsync(mia);
        await ImportAsync(review, $"{ada.Email},{ada.Name},active,mia@example.com,SecurityEngineer", "olga@example.com,Olga Owner,active,,");
        var id = await review.LaunchAsync();

        await ImportAsync(review, "olga@example.com,Olga Owner,left,,", $"{ada.Email},{ada.Name},left,mia@example.com,");

        var item = await review.ItemAsync(id);
        Assert.Equal((mia.Id, ReviewerReason.CampaignOwner), (item.ReviewerId, item.ReviewerReason));
    }

    [Theory, OnEachEngine]
    public async Task Without_a_manager_an_administrator_answers_and_without_one_the_next_start_that_finds_one(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var ada = await EngineerAsync(review);
        var id = await review.LaunchAsync();
        await using var db = await review.Portal.OpenAsync();

        await ImportAsync(review, $"{ada.Email},{ada.Name},left,,");

        Assert.Equal(ada.Id, await OwnerAsync(db, id));
        Assert.Equal(AuditOutcome.Refused, Assert.Single(await EntriesAsync(review)).Outcome);
        Assert.Empty(review.Letters.Handovers);
        var (zoe, admin) = (A.Person("Zoe", roles: Role.Administrator), A.Person("Abe", roles: Role.Administrator));
        await review.Portal.StoreAsync(zoe, admin);
        Assert.True(await review.Portal.Get<AdoptCampaigns>().RunAsync(Caller.System("tests"), Token));
        Assert.False(await review.Portal.Get<AdoptCampaigns>().RunAsync(Caller.System("tests"), Token));
        Assert.Equal(admin.Id, await OwnerAsync(db, id));
        Assert.Equal("Abe", Assert.Single(review.Letters.Handovers).OwnerName);
    }

    [Theory, OnEachEngine]
    public async Task A_campaign_that_is_over_keeps_its_owner_until_it_is_opened_again(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var (mia, ada) = (A.Person("Mia Manager", email: "mia@example.com"), await EngineerAsync(review));
        await review.Portal.StoreAsync(mia);
        var by = await review.Portal.AsAsync(Role.Administrator);
        await ImportAsync(review, $"{ada.Email},{ada.Name},active,mia@example.com,SecurityEngineer");
        var id = await review.LaunchAsync();
        review.Portal.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(CampaignState.Closed, await db.Campaigns.Where(c => c.Id == id).Select(c => c.State).SingleAsync(Token));

        await ImportAsync(review, $"{ada.Email},{ada.Name},left,mia@example.com,");

        Assert.Equal(ada.Id, await OwnerAsync(db, id));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<ReopenCampaign>().RunAsync(id, review.Portal.Clock.GetUtcNow().AddDays(7), "Too few answers.", by, Token));
        Assert.Equal(mia.Id, await OwnerAsync(db, id));
        Assert.Single(review.Letters.Handovers);
    }

    private static async Task<Person> EngineerAsync(ReviewCase review)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.People.AsNoTracking().SingleAsync(p => p.Id == review.Engineer.Person!.Value, Token);
    }

    private static Task<PersonId> OwnerAsync(Portal.Data.Storage.GovernanceDb db, CampaignId id) => db.Campaigns.AsNoTracking().Where(c => c.Id == id).Select(c => c.OwnerId).SingleAsync(Token);

    private static async Task<IReadOnlyList<AuditEntry>> EntriesAsync(ReviewCase review)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.AuditEntries.AsNoTracking().Where(e => e.Action == "campaign.inherit").OrderBy(e => e.Sequence).ToListAsync(Token);
    }

    private static async Task ImportAsync(ReviewCase review, params IReadOnlyList<string> lines)
    {
        using var csv = new StringReader($"email,name,status,manager,roles\n{string.Join('\n', lines)}");
        await review.Portal.Get<ImportPeople>().RunAsync(csv, Caller.System("tests"), Token);
    }
}
