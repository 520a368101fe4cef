using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Pausing, and signing off: after that nothing of a campaign changes, whoever tries.</summary>
public sealed class SealedCampaignTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task While_it_is_paused_nobody_answers_and_nothing_is_lost(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Revoke);
        var due = (await review.FindAsync(id)).Row.DueAt;

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<PauseCampaign>().RunAsync(id, "The list is wrong.", review.Engineer, Token));
        Assert.Equal(Decided.NotOpen, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read"));
        review.Portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<ResumeCampaign>().RunAsync(id, review.Engineer, Token));

        Assert.Equal(due.AddDays(2), (await review.FindAsync(id)).Row.DueAt);
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read"));
        Assert.Equal(ReviewItemState.Revoked, (await review.ItemAsync(id)).State);
    }

    [Theory, OnEachEngine]
    public async Task It_is_not_sealed_while_a_revoke_is_open_nor_by_a_program(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await EndedAsync(review);
        var seal = review.Portal.Get<SealCampaign>();

        Assert.Equal(CampaignMoved.RevokesOpen, await seal.RunAsync(id, "Complete.", review.Engineer, Token));
        await review.ImportAsync(ReviewCase.WithoutWide);
        Assert.Equal(CampaignState.Closed, (await review.FindAsync(id)).Row.State);
        Assert.Equal(CampaignMoved.PersonNeeded, await seal.RunAsync(id, "Complete.", await review.Portal.AsTokenAsync(TokenScope.Admin), Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => seal.RunAsync(id, "Complete.", review.AsOlga, Token));
        Assert.Contains(Right.SealCampaigns, RightsTable.NeedProof);

        Assert.Equal(CampaignMoved.Done, await seal.RunAsync(id, "Complete.", review.Engineer, Token));
        var signature = (await review.FindAsync(id)).Sealed!;
        Assert.Equal(("Complete.", review.Engineer.Person!.Value, review.Portal.Clock.GetUtcNow()), (signature.Words, signature.By.Id, signature.At));
    }

    [Theory, OnEachEngine]
    public async Task After_it_nothing_of_it_changes(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await EndedAsync(review);
        await review.ImportAsync(ReviewCase.WithoutWide);
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<SealCampaign>().RunAsync(id, "Complete.", review.Engineer, Token));
        await using var db = await review.Portal.OpenAsync();
        string[] ignored = [.. Bookkeeping.OfUse, "audit_log", "audit_nodes", "audit_checkpoints", "topic_marks", "audit_entries"];
        var before = await TableRows.ReadAsync(db, ignored);

        var remediation = (await review.RemediationAsync()).Id;
        var (by, at) = (review.Engineer, review.Portal.Clock.GetUtcNow().AddDays(9));
        Assert.Equal(CampaignMoved.WrongState, await review.Portal.Get<ReopenCampaign>().RunAsync(id, at, "Late answers.", by, Token));
        Assert.Equal(CampaignMoved.WrongState, await review.Portal.Get<CancelCampaign>().RunAsync(id, "No.", by, Token));
        Assert.Equal(CampaignMoved.WrongState, await review.Portal.Get<CloseCampaign>().RunAsync(id, by, Token));
        Assert.Equal(CampaignMoved.WrongState, await review.Portal.Get<PauseCampaign>().RunAsync(id, "No.", by, Token));
        Assert.Equal(CampaignMoved.WrongState, await review.Portal.Get<ResumeCampaign>().RunAsync(id, by, Token));
        Assert.Equal(CampaignMoved.WrongState, await review.Portal.Get<CollectCampaign>().RunAsync(id, by, Token));
        Assert.Equal(CampaignMoved.WrongState, await review.Portal.Get<LaunchCampaign>().RunAsync(id, by, Token));
        Assert.Equal(CampaignMoved.AlreadySo, await review.Portal.Get<SealCampaign>().RunAsync(id, "Again.", by, Token));
        Assert.Equal(Decided.NotOpen, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));
        Assert.Equal(RemediationMoved.WrongState, await review.Portal.Get<UndoRemediation>().RunAsync(remediation, "No.", by, Token));
        Assert.Equal(RemediationMoved.WrongState, await review.Portal.Get<AcceptRemediationRisk>().RunAsync(remediation, at, "No.", by, Token));

        var changed = TableRows.Between(before, await TableRows.ReadAsync(db, ignored));
        Assert.True(changed.Count == 0, string.Join(", ", changed.Select(c => $"{c.Table} ({string.Join(", ", c.Columns)})")));
    }

    [Theory, OnEachEngine]
    public async Task A_revoke_that_comes_back_after_it_is_shown_beside_the_record_that_stays_as_it_was_signed(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await EndedAsync(review);
        await review.ImportAsync(ReviewCase.WithoutWide);
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<SealCampaign>().RunAsync(id, "Complete.", review.Engineer, Token));
        Assert.Null((await review.RemediationAsync()).ReappearedAt);
        var again = review.Portal.Clock.GetUtcNow();

        await review.ImportAsync(ReviewCase.AllOfIt);

        var row = await review.RemediationAsync();
        Assert.Equal((RemediationState.Verified, again), (row.State, row.ReappearedAt));
    }

    private static async Task<CampaignId> EndedAsync(ReviewCase review)
    {
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Revoke);
        review.Portal.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));
        return id;
    }
}
