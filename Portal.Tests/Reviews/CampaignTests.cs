using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Population;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>How a campaign moves, without a database.</summary>
public sealed class CampaignTests
{
    private static readonly PopulationCounts Something = new(1, 1, 3, 1, An.Instant);
    private static readonly DateTimeOffset Now = An.Instant.AddDays(2);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.Done, CampaignState.Collecting)]
    [InlineData(CampaignState.Collecting, CampaignMoved.AlreadySo, CampaignState.Collecting)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.Done, CampaignState.Collecting)]
    [InlineData(CampaignState.Staged, CampaignMoved.Done, CampaignState.Collecting)]
    [InlineData(CampaignState.Active, CampaignMoved.AlreadySo, CampaignState.Active)]
    [InlineData(CampaignState.Paused, CampaignMoved.WrongState, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Collecting(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Collect(Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.Done, CampaignState.Staged)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.AlreadySo, CampaignState.Staged)]
    [InlineData(CampaignState.Active, CampaignMoved.AlreadySo, CampaignState.Active)]
    [InlineData(CampaignState.Paused, CampaignMoved.WrongState, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Staging(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Stage(A.PopulationManifest(), Something, unreviewable: 0), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.Incomplete, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.AlreadySo, CampaignState.Staged)]
    [InlineData(CampaignState.Active, CampaignMoved.AlreadySo, CampaignState.Active)]
    [InlineData(CampaignState.Paused, CampaignMoved.WrongState, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Staging_over_a_source_that_is_too_old(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Stage(A.PopulationManifest(SourceProblem.Stale), Something, unreviewable: 0), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.WrongState, CampaignState.Collecting)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.Done, CampaignState.Active)]
    [InlineData(CampaignState.Active, CampaignMoved.AlreadySo, CampaignState.Active)]
    [InlineData(CampaignState.Paused, CampaignMoved.WrongState, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Launching(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Launch(isAsCollected: true, Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.WrongState, CampaignState.Collecting)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.WrongState, CampaignState.Staged)]
    [InlineData(CampaignState.Active, CampaignMoved.Done, CampaignState.Paused)]
    [InlineData(CampaignState.Paused, CampaignMoved.AlreadySo, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Pausing(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Pause("The list is wrong.", Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.WrongState, CampaignState.Collecting)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.WrongState, CampaignState.Staged)]
    [InlineData(CampaignState.Active, CampaignMoved.AlreadySo, CampaignState.Active)]
    [InlineData(CampaignState.Paused, CampaignMoved.Done, CampaignState.Active)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Resuming(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Resume(Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.WrongState, CampaignState.Collecting)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.WrongState, CampaignState.Staged)]
    [InlineData(CampaignState.Active, CampaignMoved.Done, CampaignState.Closing)]
    [InlineData(CampaignState.Paused, CampaignMoved.WrongState, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.AlreadySo, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.AlreadySo, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.AlreadySo, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Closing(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Close(openItems: 0, Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.WrongState, CampaignState.Collecting)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.WrongState, CampaignState.Staged)]
    [InlineData(CampaignState.Active, CampaignMoved.WrongState, CampaignState.Active)]
    [InlineData(CampaignState.Paused, CampaignMoved.WrongState, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.Done, CampaignState.Remediating)]
    [InlineData(CampaignState.Remediating, CampaignMoved.AlreadySo, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.AlreadySo, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Ending_the_close_with_a_revoke_to_prove(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.EndClosing(unsettledRevokes: 1, Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.Done, CampaignState.Cancelled)]
    [InlineData(CampaignState.Collecting, CampaignMoved.Done, CampaignState.Cancelled)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.Done, CampaignState.Cancelled)]
    [InlineData(CampaignState.Staged, CampaignMoved.Done, CampaignState.Cancelled)]
    [InlineData(CampaignState.Active, CampaignMoved.Done, CampaignState.Cancelled)]
    [InlineData(CampaignState.Paused, CampaignMoved.Done, CampaignState.Cancelled)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.AlreadySo, CampaignState.Cancelled)]
    public void Giving_up(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Cancel("Wrong agents.", Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.WrongState, CampaignState.Collecting)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.WrongState, CampaignState.Staged)]
    [InlineData(CampaignState.Active, CampaignMoved.AlreadySo, CampaignState.Active)]
    [InlineData(CampaignState.Paused, CampaignMoved.WrongState, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.Done, CampaignState.Active)]
    [InlineData(CampaignState.Closed, CampaignMoved.Done, CampaignState.Active)]
    [InlineData(CampaignState.Sealed, CampaignMoved.WrongState, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Reopening(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Reopen(Now.AddDays(7), "Answers were missing.", Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Collecting, CampaignMoved.WrongState, CampaignState.Collecting)]
    [InlineData(CampaignState.BlockedIncomplete, CampaignMoved.WrongState, CampaignState.BlockedIncomplete)]
    [InlineData(CampaignState.Staged, CampaignMoved.WrongState, CampaignState.Staged)]
    [InlineData(CampaignState.Active, CampaignMoved.WrongState, CampaignState.Active)]
    [InlineData(CampaignState.Paused, CampaignMoved.WrongState, CampaignState.Paused)]
    [InlineData(CampaignState.Closing, CampaignMoved.WrongState, CampaignState.Closing)]
    [InlineData(CampaignState.Remediating, CampaignMoved.RevokesOpen, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.Done, CampaignState.Sealed)]
    [InlineData(CampaignState.Sealed, CampaignMoved.AlreadySo, CampaignState.Sealed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Sealing(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Seal(unsettledRevokes: 0, "Complete.", PersonId.New(), Now), expected, to);

    [Theory]
    [InlineData(0, 0, CampaignMoved.Empty)]
    [InlineData(3, 1, CampaignMoved.NobodyToAsk)]
    public void Nothing_or_nobody_to_ask_makes_it_a_draft_again(int entitlements, int unreviewable, CampaignMoved expected)
    {
        var campaign = A.Campaign(CampaignState.Collecting);

        Assert.Equal(expected, campaign.Stage(A.PopulationManifest(entitlements: entitlements), Something, unreviewable));

        Assert.Equal(CampaignState.Draft, campaign.State);
        Assert.Null(campaign.Manifest);
        Assert.Null(campaign.Population);
    }

    [Theory]
    [InlineData(CampaignState.Draft)]
    [InlineData(CampaignState.Staged)]
    public void A_campaign_that_is_due_already_asks_nobody(CampaignState from)
    {
        var campaign = A.Campaign(from);

        Assert.Equal(CampaignMoved.DueDatePassed, campaign.Collect(campaign.DueAt));
        Assert.Equal(from == CampaignState.Staged ? CampaignMoved.DueDatePassed : CampaignMoved.WrongState, campaign.Launch(isAsCollected: true, campaign.DueAt));
        Assert.Equal(from, campaign.State);
    }

    [Fact]
    public void What_changed_since_it_was_collected_is_collected_again_before_anybody_is_asked()
    {
        var campaign = A.Campaign(CampaignState.Staged);

        Assert.Equal(CampaignMoved.AccessChanged, campaign.Launch(isAsCollected: false, Now));

        Assert.Equal(CampaignState.Collecting, campaign.State);
        Assert.Null(campaign.Manifest);
        Assert.Null(campaign.LaunchedAt);
    }

    [Fact]
    public void An_exception_lets_it_go_on_for_the_reading_that_was_signed_for_and_for_no_other()
    {
        var campaign = A.Campaign(CampaignState.BlockedIncomplete);
        var source = campaign.Manifest!.Sources[0];

        Assert.Equal(CampaignMoved.PersonNeeded, campaign.Except(source.Id, "The export failed.", by: null, Now));
        Assert.Equal(CampaignMoved.NothingToExcept, campaign.Except(SourceId.New(), "The export failed.", PersonId.New(), Now));
        Assert.Equal(CampaignMoved.ReasonMissing, campaign.Except(source.Id, " ", PersonId.New(), Now));
        Assert.Equal(CampaignMoved.ReasonTooLong, campaign.Except(source.Id, new string('a', ScopeException.ReasonLength + 1), PersonId.New(), Now));
        Assert.Equal(CampaignMoved.Done, campaign.Except(source.Id, "The export failed.", PersonId.New(), Now));
        Assert.Equal(CampaignMoved.AlreadySo, campaign.Except(source.Id, "Again.", PersonId.New(), Now));

        campaign.Collect(Now);
        var manifest = A.PopulationManifest();
        Assert.Equal(CampaignMoved.Done, campaign.CanStage(manifest with { Sources = [source] }, unreviewable: 0));
        Assert.Equal(CampaignMoved.Incomplete, campaign.CanStage(manifest with { Sources = [source with { Problem = SourceProblem.Failed }] }, unreviewable: 0));
        Assert.Equal(CampaignMoved.Incomplete, campaign.CanStage(manifest with { Sources = [source with { Snapshot = SnapshotId.New() }] }, unreviewable: 0));
    }

    [Fact]
    public void A_pause_gives_back_the_time_that_it_took()
    {
        var campaign = A.Campaign();
        var due = campaign.DueAt;
        campaign.Pause("The list is wrong.", due.AddDays(-2));

        campaign.Resume(due.AddDays(3));

        Assert.Equal((due.AddDays(5), true), (campaign.DueAt, campaign.AcceptsDecisions));
        Assert.Null(campaign.PausedAt);
    }

    [Fact]
    public void A_pause_after_the_due_date_makes_it_no_later()
    {
        var campaign = A.Campaign();
        var due = campaign.DueAt;
        campaign.Pause("The list is wrong.", due.AddDays(1));

        campaign.Resume(due.AddDays(3));

        Assert.Equal(due, campaign.DueAt);
    }

    [Fact]
    public void Closing_does_not_take_reviewers_time_away_before_the_due_date()
    {
        var campaign = A.Campaign();

        Assert.Equal(CampaignMoved.ItemsOpen, campaign.Close(openItems: 1, campaign.DueAt.AddTicks(-1)));
        Assert.True(campaign.AcceptsDecisions);
        Assert.Equal(CampaignMoved.Done, campaign.Close(openItems: 1, campaign.DueAt));
        Assert.Equal(CampaignMoved.Done, campaign.EndClosing(unsettledRevokes: 0, campaign.DueAt));
        Assert.Equal((CampaignState.Closed, campaign.DueAt), (campaign.State, campaign.ClosedAt));
    }

    [Fact]
    public void It_closes_for_good_with_its_last_revoke()
    {
        var campaign = A.Campaign(CampaignState.Remediating);

        Assert.False(campaign.Settle(unsettledRevokes: 1, Now));
        Assert.True(campaign.Settle(unsettledRevokes: 0, Now));
        Assert.False(campaign.Settle(unsettledRevokes: 0, Now.AddDays(1)));

        Assert.Equal((CampaignState.Closed, Now), (campaign.State, campaign.ClosedAt));
    }

    [Fact]
    public void It_is_sealed_by_a_person_with_words_when_every_revoke_is_settled()
    {
        var campaign = A.Campaign(CampaignState.Closed);
        var by = PersonId.New();

        Assert.Equal(CampaignMoved.PersonNeeded, campaign.Seal(unsettledRevokes: 0, "Complete.", by: null, Now));
        Assert.Equal(CampaignMoved.ReasonMissing, campaign.Seal(unsettledRevokes: 0, " ", by, Now));
        Assert.Equal(CampaignMoved.ReasonTooLong, campaign.Seal(unsettledRevokes: 0, new string('a', Campaign.SignOffLength + 1), by, Now));
        Assert.Equal(CampaignMoved.RevokesOpen, campaign.Seal(unsettledRevokes: 1, "Complete.", by, Now));
        Assert.Equal(CampaignState.Closed, campaign.State);

        Assert.Equal(CampaignMoved.Done, campaign.Seal(unsettledRevokes: 0, "Complete.", by, Now));
        Assert.Equal((Now, by, "Complete."), (campaign.SealedAt, campaign.SealedById, campaign.SignOff));
    }

    [Fact]
    public void The_due_date_makes_it_overdue_and_does_not_end_answers()
    {
        var campaign = A.Campaign();

        Assert.False(campaign.IsOverdue(campaign.DueAt.AddTicks(-1)));
        Assert.True(campaign.IsOverdue(campaign.DueAt));
        Assert.True(campaign.AcceptsDecisions);
    }

    [Fact]
    public void Pausing_giving_up_and_reopening_need_a_reason_and_reopening_a_date_to_come()
    {
        Assert.Equal(CampaignMoved.ReasonMissing, A.Campaign().Pause(" ", Now));
        Assert.Equal(CampaignMoved.ReasonMissing, A.Campaign().Cancel(" ", Now));
        Assert.Equal(CampaignMoved.ReasonMissing, A.Campaign(CampaignState.Closed).Reopen(Now.AddDays(1), " ", Now));
        Assert.Equal(CampaignMoved.DueDatePassed, A.Campaign(CampaignState.Closed).Reopen(Now, "Late answers.", Now));
    }

    private static void AssertMove(CampaignState from, Func<Campaign, CampaignMoved> move, CampaignMoved expected, CampaignState to)
    {
        var campaign = A.Campaign(from);
        Assert.Equal(from, campaign.State);

        Assert.Equal(expected, move(campaign));

        Assert.Equal(to, campaign.State);
        Assert.Equal(to == CampaignState.Active, campaign.AcceptsDecisions);
    }
}
