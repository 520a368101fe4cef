using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Commands;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Storage;
using Portal.Tests.Inventory.Imports;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Remediations;

/// <summary>Only what a later import shows is believed.</summary>
public sealed class VerifyRemediationsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task An_import_without_the_entitlement_proves_the_revoke_and_closes_the_campaign(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await RevokedAsync(review);
        await EndAsync(review, id);
        Assert.Equal(CampaignState.Remediating, (await review.FindAsync(id)).Row.State);

        await review.ImportAsync(ReviewCase.WithoutWide);

        var remediation = await review.RemediationAsync();
        Assert.Equal((RemediationState.Verified, true), (remediation.State, remediation.IsSettled));
        Assert.NotNull(remediation.ProofTakenAt);
        Assert.Equal(CampaignState.Closed, (await review.FindAsync(id)).Row.State);
        await using var db = await review.Portal.OpenAsync();
        Assert.Single(await db.AuditEntries.Where(e => e.Action == "remediation.observe").ToListAsync(Token));
        Assert.Single(await db.AuditEntries.Where(e => e.Action == "campaign.settle").ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task An_import_that_still_has_it_proves_nothing_and_shows_that_an_applied_one_failed(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await RevokedAsync(review);

        await review.ImportAsync(ReviewCase.AllOfIt);
        Assert.Equal(RemediationState.Planned, (await review.RemediationAsync()).State);

        await review.Portal.Get<MarkRemediationApplied>().RunAsync((await review.RemediationAsync()).Id, review.Engineer, Token);
        review.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await review.ImportAsync(ReviewCase.AllOfIt);
        Assert.Equal(RemediationState.Failed, (await review.RemediationAsync()).State);
    }

    [Theory, OnEachEngine]
    public async Task A_partial_import_without_it_proves_nothing(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await RevokedAsync(review);
        await review.Portal.Get<MarkRemediationApplied>().RunAsync((await review.RemediationAsync()).Id, review.Engineer, Token);
        review.Portal.Clock.Advance(TimeSpan.FromMinutes(1));

        await review.ImportAsync([ReviewCase.NarrowDocument, Export.Role("batch-assistant", Export.Policy("batch-read", ReviewCase.NarrowDocument)), Export.Partial()]);

        Assert.Equal(RemediationState.Applied, (await review.RemediationAsync()).State);
    }

    [Theory, OnEachEngine]
    public async Task What_comes_back_has_reappeared_even_if_a_partial_import_brings_it(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await RevokedAsync(review);
        await review.ImportAsync(ReviewCase.WithoutWide);
        Assert.Equal(RemediationState.Verified, (await review.RemediationAsync()).State);

        await review.ImportAsync([.. ReviewCase.AllOfIt.Where(i => i is not SnapshotItem.Coverage), Export.Partial()]);

        Assert.Equal(RemediationState.Reappeared, (await review.RemediationAsync()).State);
    }

    [Theory, OnEachEngine]
    public async Task A_reduce_is_proven_by_a_narrower_policy_only(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Reduce, "Only reading is needed."));
        var planned = await review.RemediationAsync();
        Assert.Equal((Remedy.Narrow, (string?)null), (planned.Remedy, planned.Command));
        Assert.Contains("Only reading is needed.", planned.Note, StringComparison.Ordinal);

        await review.ImportAsync(ReviewCase.AllOfIt);
        Assert.Equal(RemediationState.Unsupported, (await review.RemediationAsync()).State);
        await review.ImportAsync(ReviewCase.WithInstead(Allow("iam:PassRole", "*")));
        Assert.Equal(RemediationState.Unsupported, (await review.RemediationAsync()).State);
        await review.ImportAsync(ReviewCase.WithInstead(Allow("s3:GetObject", "arn:aws:s3:::orders/*")));
        Assert.Equal(RemediationState.Verified, (await review.RemediationAsync()).State);

        await review.ImportAsync(ReviewCase.AllOfIt);
        Assert.Equal(RemediationState.Reappeared, (await review.RemediationAsync()).State);
    }

    [Theory, OnEachEngine]
    public async Task What_is_allowed_in_another_way_that_came_since_is_named_and_keeps_the_campaign_open(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await RevokedAsync(review);
        await EndAsync(review, id);
        var way = Allow("s3:GetObject", "arn:aws:s3:::orders/*");
        var harmless = Allow("sqs:SendMessage", "*");

        await review.ImportAsync([way, harmless, .. ReviewCase.WithoutWide.Select(i => Beside(i, ("another-way", way), ("new-queue", harmless)))]);

        var remediation = await review.RemediationAsync();
        Assert.Equal((RemediationState.Partial, false), (remediation.State, remediation.IsSettled));
        var remaining = Assert.Single(remediation.Remaining);
        Assert.Equal(("another-way", 1), (remaining.Entitlement.Name, remaining.ActionCount));
        Assert.Equal(["s3:GetObject"], remaining.Actions);
        Assert.Equal(["arn:aws:s3:::orders/*"], remaining.Resources);
        Assert.NotNull(remediation.TaskOwner);
        Assert.Equal(CampaignState.Remediating, (await review.FindAsync(id)).Row.State);

        await review.ImportAsync([harmless, .. ReviewCase.WithoutWide.Select(i => Beside(i, ("new-queue", harmless)))]);

        Assert.Equal(RemediationState.Verified, (await review.RemediationAsync()).State);
        Assert.Equal(CampaignState.Closed, (await review.FindAsync(id)).Row.State);
    }

    [Theory, OnEachEngine]
    public async Task What_the_reviewer_saw_beside_it_is_no_way_around_the_decision(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var way = Allow("s3:GetObject", "arn:aws:s3:::orders/*");
        await review.ImportAsync([way, .. ReviewCase.AllOfIt.Select(i => Beside(i, ("kept", way)))]);
        await RevokedAsync(review);

        await review.ImportAsync([way, .. ReviewCase.WithoutWide.Select(i => Beside(i, ("kept", way)))]);

        Assert.Equal(RemediationState.Verified, (await review.RemediationAsync()).State);
    }

    [Theory, OnEachEngine]
    public async Task A_reduce_is_also_proven_when_the_whole_entitlement_goes(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Reduce, "Only reading is needed.");

        await review.ImportAsync(ReviewCase.WithoutWide);

        Assert.Equal(RemediationState.Verified, (await review.RemediationAsync()).State);
    }

    [Theory, OnEachEngine]
    public async Task A_revoke_is_not_proven_by_a_narrower_policy(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await RevokedAsync(review);

        await review.ImportAsync(ReviewCase.WithInstead(Allow("s3:GetObject", "arn:aws:s3:::orders/*")));

        Assert.Equal(RemediationState.Planned, (await review.RemediationAsync()).State);
    }

    [Theory, OnEachEngine]
    public async Task What_was_taken_back_or_accepted_needs_no_proof(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await RevokedAsync(review);
        await EndAsync(review, id);
        var remediation = await review.RemediationAsync();

        Assert.Equal(
            RemediationMoved.Done,
            await review.Portal.Get<AcceptRemediationRisk>().RunAsync(remediation.Id, review.Portal.Clock.GetUtcNow().AddDays(30), "Until the migration.", review.Engineer, Token));

        Assert.Equal(CampaignState.Closed, (await review.FindAsync(id)).Row.State);
        Assert.Equal(RemediationMoved.Done, await review.Portal.Get<UndoRemediation>().RunAsync(remediation.Id, "It is needed after all.", review.Engineer, Token));
        await review.ImportAsync(ReviewCase.WithoutWide);
        Assert.Equal(RemediationState.RolledBack, (await review.RemediationAsync()).State);
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(0, await db.AuditEntries.CountAsync(e => e.Action == "remediation.observe" && e.Outcome == AuditOutcome.Done, Token));
    }

    [Theory, OnEachEngine]
    public async Task An_entry_that_says_undone_means_what_is_called_rolled_back_now(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await RevokedAsync(review);
        var id = (await review.RemediationAsync()).Id;
        await review.Portal.Get<UndoRemediation>().RunAsync(id, "It is needed after all.", review.Engineer, Token);
        await review.Portal.Get<CommandRunner>().RunAsync(
            "tests.undo",
            Caller.System("tests"),
            Right.ManageCampaigns,
            async (scope, token) =>
            {
                var remediation = await scope.Db.Remediations.SingleAsync(r => r.Id == id, token);
                scope.Record("remediation.undo", remediation.AsSubject(), after: new { State = "undone", ChangedAt = remediation.ChangedAt.ToMicrosecond() });
                return true;
            },
            Token);

        await review.Portal.Get<WriteCheckpoints>().RunAsync(Token);
        Assert.Empty((await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token)).Findings);
    }

    [Theory, OnEachEngine]
    public async Task What_an_earlier_version_planned_without_a_command_becomes_somebodys_job_at_the_next_start(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await RevokedAsync(review);
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.Remediations.ExecuteUpdateAsync(u => u.SetProperty(r => r.Command, Remediation.NoCommand), Token);
        }
        var sort = review.Portal.Get<SortRemediations>();

        Assert.Equal(1, await sort.RunAsync(Caller.System("tests"), Token));
        Assert.Equal(0, await sort.RunAsync(Caller.System("tests"), Token));

        var row = await review.RemediationAsync();
        Assert.Equal((RemediationState.Unsupported, (string?)null), (row.State, row.Command));
        Assert.Equal(review.Engineer.Person, row.TaskOwner!.Id);
        Assert.Equal(RemediationMoved.Done, await review.Portal.Get<MarkRemediationApplied>().RunAsync(row.Id, review.Engineer, Token));
    }

    private static SnapshotItem Beside(SnapshotItem item, params IReadOnlyList<(string Name, SnapshotItem.Document Document)> more) =>
        item is SnapshotItem.Principal { Name: "order-assistant" } role
            ? role with { Entitlements = [.. role.Entitlements, .. more.Select(m => Export.Policy(m.Name, m.Document))] }
            : item;

    private static SnapshotItem.Document Allow(string action, string resource) =>
        Export.Document($$"""{"Statement":{"Action":"{{action}}","Effect":"Allow","Resource":"{{resource}}"},"Version":"2012-10-17"}""");

    private static async Task<CampaignId> RevokedAsync(ReviewCase review)
    {
        var id = await review.LaunchAsync();
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke));
        return id;
    }

    private static async Task EndAsync(ReviewCase review, CampaignId id)
    {
        review.Portal.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));
    }
}
