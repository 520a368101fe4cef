using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Population;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>What a campaign rests on: what was read of each source, what blocks the launch, and that items are exactly those of the manifest.</summary>
public sealed class PopulationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task The_manifest_says_what_was_read_and_items_are_exactly_that(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        var manifest = (await review.FindAsync(id)).Manifest!;

        var source = Assert.Single(manifest.Sources);
        Assert.Equal(("Production", 0), (source.Name, source.Errors.Count));
        Assert.Null(source.Problem);
        Assert.Equal([new CollectedCount("role", 2)], source.Identities);
        Assert.Equal(3, source.Entitlements.Sum(e => e.Count));
        await using var db = await review.Portal.OpenAsync();
        var items = await db.ReviewItems.AsNoTracking().Where(i => i.CampaignId == id).ToListAsync(Token);
        Assert.Equal(manifest.Entitlements, items.Count);
        Assert.Equal(manifest.ItemsHash, PopulationManifest.HashOf(items.Select(i => (i.EntitlementId, i.ShownHash))));
        var staged = await db.AuditEntries.SingleAsync(e => e.Action == "campaign.stage", Token);
        Assert.Contains(manifest.Hash(), staged.After, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task An_item_that_is_taken_out_or_put_in_past_the_portal_is_found(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        Assert.Empty(await FindingsAsync(review));

        await using var db = await review.Portal.OpenAsync();
        await db.ReviewItems.Where(i => i.CampaignId == id).Take(1).ExecuteDeleteAsync(Token);

        Assert.Contains(await FindingsAsync(review), f => f.Problem.Contains(id.Value.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Theory, OnEachEngine]
    public async Task A_source_that_may_not_be_complete_blocks_until_it_is_read_again(Engine engine)
    {
        foreach (var problem in Enum.GetValues<SourceProblem>())
        {
            await using var review = await ReviewCase.CreateAsync(engine);
            await BlocksAsync(review, problem);
        }
    }

    private static async Task BlocksAsync(ReviewCase review, SourceProblem problem)
    {
        var id = await review.PrepareAsync(days: 60);
        await BreakAsync(review, problem);

        Assert.Equal(CampaignMoved.Incomplete, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));

        var blocked = await review.FindAsync(id);
        Assert.Equal((CampaignState.BlockedIncomplete, 0), (blocked.Row.State, blocked.Row.Items));
        Assert.Contains(blocked.Manifest!.Sources, s => s.Problem == problem);
        Assert.Contains(blocked.Next, n => n is { Step: CampaignStep.Launch, Refusal: CampaignMoved.Incomplete });
        Assert.Empty(review.Letters.All);
        if (problem != SourceProblem.NeverRead)
        {
            await review.ImportAsync(ReviewCase.AllOfIt);
            Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));
            Assert.Equal(3, (await review.FindAsync(id)).Row.Items);
        }
    }

    [Theory, OnEachEngine]
    public async Task A_person_signs_for_it_and_stands_in_the_evidence(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.PrepareAsync(days: 60);
        await BreakAsync(review, SourceProblem.Stale);
        await review.Portal.Get<CollectCampaign>().RunAsync(id, review.Engineer, Token);
        var source = (await review.FindAsync(id)).Manifest!.Sources[0];
        var sign = review.Portal.Get<SignScopeException>();

        Assert.Equal(CampaignMoved.PersonNeeded, await sign.RunAsync(id, source.Id, "The export failed.", await review.Portal.AsTokenAsync(TokenScope.Review), Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => sign.RunAsync(id, source.Id, "The export failed.", review.AsOlga, Token));
        Assert.Equal(CampaignMoved.Done, await sign.RunAsync(id, source.Id, "The export failed.", review.Engineer, Token));
        Assert.Equal(CampaignMoved.AlreadySo, await sign.RunAsync(id, source.Id, "The export failed.", review.Engineer, Token));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));

        var launched = await review.FindAsync(id);
        var signed = Assert.Single(launched.Exceptions);
        Assert.Equal((source.Id, SourceProblem.Stale, "The export failed.", review.Engineer.Person!.Value), (signed.Exception.Source, signed.Exception.Problem, signed.Exception.Reason, signed.Exception.By));
        Assert.Equal(("Production", 3), (signed.Source, launched.Row.Items));
        Assert.Empty(await FindingsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task What_changes_between_collecting_and_launching_is_collected_again(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.PrepareAsync();
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CollectCampaign>().RunAsync(id, review.Engineer, Token));
        Assert.Equal((CampaignState.Staged, 3), ((await review.FindAsync(id)).Row.State, (await review.FindAsync(id)).Row.Items));
        Assert.Empty(review.Letters.All);
        Assert.Empty(await review.Portal.Get<ReviewQueries>().MineAsync(review.AsOlga, Token));
        await review.ImportAsync(ReviewCase.WithoutWide);

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));

        var launched = await review.FindAsync(id);
        Assert.Equal((2, 2), (launched.Row.Items, launched.Manifest!.Entitlements));
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "campaign.launch" && e.Outcome == AuditOutcome.Refused, Token));
        Assert.Empty(await FindingsAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task Giving_up_before_anybody_was_asked_leaves_no_items(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.PrepareAsync();
        await review.Portal.Get<CollectCampaign>().RunAsync(id, review.Engineer, Token);

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CancelCampaign>().RunAsync(id, "Wrong agents.", review.Engineer, Token));

        Assert.Equal(0, (await review.FindAsync(id)).Row.Items);
        Assert.Empty(await FindingsAsync(review));
    }

    private static async Task BreakAsync(ReviewCase review, SourceProblem problem)
    {
        await using var db = await review.Portal.OpenAsync();
        var source = await db.Sources.FirstAsync(Token);
        switch (problem)
        {
            case SourceProblem.Stale:
                review.Portal.Clock.Advance(TimeSpan.FromDays(8));
                break;
            case SourceProblem.Partial:
                await db.Snapshots.ExecuteUpdateAsync(update => update.SetProperty(s => s.IsComplete, false), Token);
                break;
            case SourceProblem.Failed:
                db.Add(new Operation
                {
                    Kind = "import",
                    State = OperationState.Failed,
                    Message = "The export ends in the middle.",
                    SourceId = source.Id,
                    Request = "{}",
                    CallerKind = CallerKind.System,
                    CallerId = "tests",
                    CallerName = "tests",
                    CreatedAt = review.Portal.Clock.GetUtcNow(),
                    EndedAt = review.Portal.Clock.GetUtcNow(),
                });
                await db.SaveChangesAsync(Token);
                break;
            case SourceProblem.NeverRead:
                db.Add(A.Source("Connected today", Platform.Aws));
                await db.SaveChangesAsync(Token);
                break;
        }
    }

    private static async Task<IReadOnlyList<Data.Audit.Chain.Finding>> FindingsAsync(ReviewCase review)
    {
        await review.Portal.Get<WriteCheckpoints>().RunAsync(Token);
        return (await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token)).Findings;
    }
}
