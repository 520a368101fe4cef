using Portal.Data.Access;
using Portal.Data.Reviews.Remediations;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Remediations;

/// <summary>How a revoke gets from its decision to its proof, without a database: each step from each state.</summary>
public sealed class RemediationTests
{
    private const string Reason = "Because.";
    private static readonly PersonId By = PersonId.New();
    private static readonly DateTimeOffset Now = An.Instant.AddDays(1);
    private static readonly DateTimeOffset Later = An.Instant.AddDays(2);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.Done)]
    [InlineData(RemediationState.Applied, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Verified, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.WrongState)]
    [InlineData(RemediationState.Undone, RemediationMoved.WrongState)]
    public void Saying_that_it_was_carried_out(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.MarkApplied(By, Later), expected, RemediationState.Applied);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Applied, RemediationMoved.WrongState)]
    [InlineData(RemediationState.Verified, RemediationMoved.WrongState)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.Done)]
    [InlineData(RemediationState.Undone, RemediationMoved.WrongState)]
    public void Starting_over(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.Retry(By, Later), expected, RemediationState.Planned);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.Done)]
    [InlineData(RemediationState.Applied, RemediationMoved.Done)]
    [InlineData(RemediationState.Verified, RemediationMoved.Done)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.Done)]
    [InlineData(RemediationState.Undone, RemediationMoved.AlreadySo)]
    public void Taking_it_back(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.Undo(Reason, By, Later), expected, RemediationState.Undone);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.Done)]
    [InlineData(RemediationState.Applied, RemediationMoved.Done)]
    [InlineData(RemediationState.Verified, RemediationMoved.WrongState)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.Done)]
    [InlineData(RemediationState.Undone, RemediationMoved.WrongState)]
    public void Accepting_the_risk(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.AcceptRisk(Later.AddDays(30), Reason, By, Later), expected, RemediationState.RiskAccepted);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationState.Verified, RemediationState.Planned)]
    [InlineData(RemediationState.Applied, RemediationState.Verified, RemediationState.Failed)]
    [InlineData(RemediationState.Verified, RemediationState.Verified, RemediationState.Reappeared)]
    [InlineData(RemediationState.Failed, RemediationState.Verified, RemediationState.Failed)]
    [InlineData(RemediationState.Reappeared, RemediationState.Verified, RemediationState.Reappeared)]
    [InlineData(RemediationState.RiskAccepted, RemediationState.Verified, RemediationState.RiskAccepted)]
    [InlineData(RemediationState.Undone, RemediationState.Undone, RemediationState.Undone)]
    public void What_a_snapshot_makes_of_it(RemediationState from, RemediationState whenGone, RemediationState whenStillThere)
    {
        foreach (var (seen, expected) in new[] { (Sighting.Gone, whenGone), (Sighting.StillThere, whenStillThere), (Sighting.NotCovered, from) })
        {
            var remediation = In(from);
            var snapshot = A.Snapshot(Later);

            Assert.Equal(expected != from, remediation.Observe(seen, snapshot, Later));

            Assert.Equal(expected, remediation.State);
            if (expected != from)
            {
                Assert.Equal((snapshot.Id, Later), (remediation.ProofId, remediation.ProofTakenAt));
            }
        }
    }

    [Fact]
    public void A_snapshot_from_before_the_act_does_not_say_that_it_failed()
    {
        var remediation = In(RemediationState.Applied);

        Assert.False(remediation.Observe(Sighting.StillThere, A.Snapshot(Now), Later));

        Assert.Equal(RemediationState.Applied, remediation.State);
    }

    [Theory]
    [InlineData(RemediationState.Planned, false)]
    [InlineData(RemediationState.Applied, false)]
    [InlineData(RemediationState.Verified, true)]
    [InlineData(RemediationState.Failed, false)]
    [InlineData(RemediationState.Reappeared, false)]
    [InlineData(RemediationState.RiskAccepted, true)]
    [InlineData(RemediationState.Undone, true)]
    public void What_is_settled(RemediationState state, bool isSettled) => Assert.Equal(isSettled, In(state).IsSettled(Later));

    [Fact]
    public void An_accepted_risk_settles_only_until_its_date()
    {
        var remediation = A.Remediation();
        remediation.AcceptRisk(Later, Reason, By, Now);

        Assert.True(remediation.IsSettled(Later.AddTicks(-1)));
        Assert.False(remediation.IsSettled(Later));
    }

    [Fact]
    public void A_risk_is_accepted_with_a_reason_for_at_most_a_year()
    {
        Assert.Equal(RemediationMoved.ReasonMissing, A.Remediation().AcceptRisk(Later, " ", By, Now));
        Assert.Equal(RemediationMoved.UntilOutOfRange, A.Remediation().AcceptRisk(Now, Reason, By, Now));
        Assert.Equal(RemediationMoved.UntilOutOfRange, A.Remediation().AcceptRisk(Now.AddDays(Remediation.MostRiskDays).AddTicks(1), Reason, By, Now));
        Assert.Equal(RemediationMoved.ReasonMissing, A.Remediation().Undo(string.Empty, By, Now));
    }

    private static void AssertStep(RemediationState from, Func<Remediation, RemediationMoved> step, RemediationMoved expected, RemediationState to)
    {
        var remediation = In(from);

        Assert.Equal(expected, step(remediation));

        Assert.Equal(expected == RemediationMoved.Done ? to : from, remediation.State);
        if (expected == RemediationMoved.Done)
        {
            Assert.Equal((By, Later), (remediation.HandledById, remediation.ChangedAt));
        }
    }

    private static Remediation In(RemediationState state)
    {
        var remediation = A.Remediation();
        switch (state)
        {
            case RemediationState.Applied:
                remediation.MarkApplied(By, Now);
                break;
            case RemediationState.Verified:
                remediation.Observe(Sighting.Gone, A.Snapshot(Now), Now);
                break;
            case RemediationState.Failed:
                remediation.MarkApplied(By, An.Instant);
                remediation.Observe(Sighting.StillThere, A.Snapshot(Now), Now);
                break;
            case RemediationState.Reappeared:
                remediation.Observe(Sighting.Gone, A.Snapshot(An.Instant), An.Instant);
                remediation.Observe(Sighting.StillThere, A.Snapshot(Now), Now);
                break;
            case RemediationState.RiskAccepted:
                remediation.AcceptRisk(Later.AddDays(60), Reason, By, Now);
                break;
            case RemediationState.Undone:
                remediation.Undo(Reason, By, Now);
                break;
        }
        Assert.Equal(state, remediation.State);
        return remediation;
    }
}
