using Portal.Data.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>How a campaign moves, without a database.</summary>
public sealed class CampaignTests
{
    private static readonly PopulationCounts Something = new(1, 1, 3, 1, An.Instant);
    private static readonly DateTimeOffset Now = An.Instant.AddDays(2);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.Done, CampaignState.Active)]
    [InlineData(CampaignState.Active, CampaignMoved.AlreadySo, CampaignState.Active)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Launching(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Launch(Something, Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Active, CampaignMoved.Done, CampaignState.Remediating)]
    [InlineData(CampaignState.Remediating, CampaignMoved.AlreadySo, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.AlreadySo, CampaignState.Closed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Closing_with_a_revoke_to_prove(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Close(openItems: 0, unsettledRevokes: 1, Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.Done, CampaignState.Cancelled)]
    [InlineData(CampaignState.Active, CampaignMoved.Done, CampaignState.Cancelled)]
    [InlineData(CampaignState.Remediating, CampaignMoved.WrongState, CampaignState.Remediating)]
    [InlineData(CampaignState.Closed, CampaignMoved.WrongState, CampaignState.Closed)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.AlreadySo, CampaignState.Cancelled)]
    public void Giving_up(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Cancel("Wrong agents.", Now), expected, to);

    [Theory]
    [InlineData(CampaignState.Draft, CampaignMoved.WrongState, CampaignState.Draft)]
    [InlineData(CampaignState.Active, CampaignMoved.AlreadySo, CampaignState.Active)]
    [InlineData(CampaignState.Remediating, CampaignMoved.Done, CampaignState.Active)]
    [InlineData(CampaignState.Closed, CampaignMoved.Done, CampaignState.Active)]
    [InlineData(CampaignState.Cancelled, CampaignMoved.WrongState, CampaignState.Cancelled)]
    public void Reopening(CampaignState from, CampaignMoved expected, CampaignState to) =>
        AssertMove(from, c => c.Reopen(Now.AddDays(7), "Answers were missing.", Now), expected, to);

    [Fact]
    public void Nothing_to_ask_is_not_launched()
    {
        var campaign = A.Campaign(CampaignState.Draft);

        Assert.Equal(CampaignMoved.Empty, campaign.Launch(Something with { Entitlements = 0 }, Now));

        Assert.Equal((CampaignState.Draft, (DateTimeOffset?)null), (campaign.State, campaign.LaunchedAt));
    }

    [Fact]
    public void A_campaign_that_is_due_already_is_not_launched()
    {
        var campaign = A.Campaign(CampaignState.Draft);

        Assert.Equal(CampaignMoved.DueDatePassed, campaign.Launch(Something, campaign.DueAt));
    }

    [Fact]
    public void Closing_does_not_take_reviewers_time_away_before_the_due_date()
    {
        var campaign = A.Campaign();

        Assert.Equal(CampaignMoved.ItemsOpen, campaign.Close(openItems: 1, unsettledRevokes: 0, campaign.DueAt.AddTicks(-1)));
        Assert.True(campaign.AcceptsDecisions);
        Assert.Equal(CampaignMoved.Done, campaign.Close(openItems: 1, unsettledRevokes: 0, campaign.DueAt));
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
    public void The_due_date_makes_it_overdue_and_does_not_end_answers()
    {
        var campaign = A.Campaign();

        Assert.False(campaign.IsOverdue(campaign.DueAt.AddTicks(-1)));
        Assert.True(campaign.IsOverdue(campaign.DueAt));
        Assert.True(campaign.AcceptsDecisions);
    }

    [Fact]
    public void Giving_up_and_reopening_need_a_reason_and_reopening_a_date_to_come()
    {
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
