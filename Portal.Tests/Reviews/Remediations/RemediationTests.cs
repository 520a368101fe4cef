using System.Text.Json;
using CsCheck;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Remediations;

/// <summary>How a revoke gets from its decision to its proof, without a database: each step from each state, and any steps in any order.</summary>
public sealed class RemediationTests
{
    private const string Reason = "Because.";
    private static readonly PersonId By = PersonId.New();
    private static readonly PersonId Second = PersonId.New();
    private static readonly PersonId Reviewer = PersonId.New();
    private static readonly DateTimeOffset Now = An.Instant.AddDays(1);
    private static readonly DateTimeOffset Later = An.Instant.AddDays(2);
    private static readonly RemainingPath Way = new(new(EntitlementKind.GroupMembership, "admins", "admins"), ["s3:GetObject"], 1, ["*"]);

    private static readonly HashSet<(RemediationState From, RemediationState To)> Legal =
    [
        .. To(RemediationState.AwaitingApproval, RemediationState.Planned, RemediationState.Failed, RemediationState.Reappeared),
        .. To(RemediationState.Applying, RemediationState.Planned, RemediationState.AwaitingApproval, RemediationState.Failed, RemediationState.Reappeared),
        .. To(
            RemediationState.Applied,
            RemediationState.Planned, RemediationState.Applying, RemediationState.Failed, RemediationState.Unsupported, RemediationState.Partial, RemediationState.Reappeared),
        .. To(RemediationState.Failed, RemediationState.Applying, RemediationState.Applied),
        .. To(RemediationState.Reappeared, RemediationState.Verified, RemediationState.Partial),
        .. To(
            RemediationState.Planned,
            RemediationState.AwaitingApproval, RemediationState.Applying, RemediationState.Failed, RemediationState.Partial, RemediationState.Reappeared, RemediationState.RiskAccepted),
        .. To(
            RemediationState.Unsupported,
            RemediationState.Failed, RemediationState.Partial, RemediationState.Reappeared, RemediationState.RiskAccepted),
        // A snapshot proves from wherever it is, and a person may give it up or answer for it.
        .. To(RemediationState.Verified, AllBut(RemediationState.RolledBack)),
        .. To(RemediationState.Partial, AllBut(RemediationState.RolledBack, RemediationState.Verified)),
        .. To(RemediationState.RiskAccepted, AllBut(RemediationState.RolledBack, RemediationState.Verified)),
        .. To(RemediationState.RolledBack, AllBut()),
    ];

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.Done)]
    [InlineData(RemediationState.AwaitingApproval, RemediationMoved.ApprovalNeeded)]
    [InlineData(RemediationState.Applying, RemediationMoved.Done)]
    [InlineData(RemediationState.Applied, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Verified, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Unsupported, RemediationMoved.Done)]
    [InlineData(RemediationState.Partial, RemediationMoved.Done)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.WrongState)]
    [InlineData(RemediationState.RolledBack, RemediationMoved.WrongState)]
    public void Saying_that_it_was_carried_out(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.MarkApplied(By, Later), expected, RemediationState.Applied);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.Done)]
    [InlineData(RemediationState.AwaitingApproval, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Applying, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Applied, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Verified, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Unsupported, RemediationMoved.Unsupported)]
    [InlineData(RemediationState.Partial, RemediationMoved.WrongState)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.WrongState)]
    [InlineData(RemediationState.RolledBack, RemediationMoved.WrongState)]
    public void Asking_for_it(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.Apply(Carrier.Person, By, Later), expected, RemediationState.Applying);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.AwaitingApproval, RemediationMoved.Done)]
    [InlineData(RemediationState.Applying, RemediationMoved.Done)]
    [InlineData(RemediationState.Applied, RemediationMoved.WrongState)]
    [InlineData(RemediationState.Verified, RemediationMoved.WrongState)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Unsupported, RemediationMoved.AlreadySo)]
    [InlineData(RemediationState.Partial, RemediationMoved.Done)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.Done)]
    [InlineData(RemediationState.RolledBack, RemediationMoved.WrongState)]
    public void Starting_over(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.Retry(By, A.RemediationTask(), Later), expected, RemediationState.Planned);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.Done)]
    [InlineData(RemediationState.AwaitingApproval, RemediationMoved.Done)]
    [InlineData(RemediationState.Applying, RemediationMoved.Done)]
    [InlineData(RemediationState.Applied, RemediationMoved.Done)]
    [InlineData(RemediationState.Verified, RemediationMoved.Done)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Unsupported, RemediationMoved.Done)]
    [InlineData(RemediationState.Partial, RemediationMoved.Done)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.Done)]
    [InlineData(RemediationState.RolledBack, RemediationMoved.AlreadySo)]
    public void Taking_it_back(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.Undo(Reason, Carrier.Person, By, Later), expected, RemediationState.RolledBack);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationMoved.Done)]
    [InlineData(RemediationState.AwaitingApproval, RemediationMoved.Done)]
    [InlineData(RemediationState.Applying, RemediationMoved.Done)]
    [InlineData(RemediationState.Applied, RemediationMoved.Done)]
    [InlineData(RemediationState.Verified, RemediationMoved.WrongState)]
    [InlineData(RemediationState.Failed, RemediationMoved.Done)]
    [InlineData(RemediationState.Unsupported, RemediationMoved.Done)]
    [InlineData(RemediationState.Partial, RemediationMoved.Done)]
    [InlineData(RemediationState.Reappeared, RemediationMoved.Done)]
    [InlineData(RemediationState.RiskAccepted, RemediationMoved.Done)]
    [InlineData(RemediationState.RolledBack, RemediationMoved.WrongState)]
    public void Accepting_the_risk(RemediationState from, RemediationMoved expected) =>
        AssertStep(from, r => r.AcceptRisk(Later.AddDays(30), Reason, By, Later), expected, RemediationState.RiskAccepted);

    [Theory]
    [InlineData(RemediationState.Planned, RemediationState.Verified, RemediationState.Planned)]
    [InlineData(RemediationState.AwaitingApproval, RemediationState.Verified, RemediationState.AwaitingApproval)]
    [InlineData(RemediationState.Applying, RemediationState.Verified, RemediationState.Applying)]
    [InlineData(RemediationState.Applied, RemediationState.Verified, RemediationState.Failed)]
    [InlineData(RemediationState.Verified, RemediationState.Verified, RemediationState.Reappeared)]
    [InlineData(RemediationState.Failed, RemediationState.Verified, RemediationState.Failed)]
    [InlineData(RemediationState.Unsupported, RemediationState.Verified, RemediationState.Unsupported)]
    [InlineData(RemediationState.Partial, RemediationState.Verified, RemediationState.Reappeared)]
    [InlineData(RemediationState.Reappeared, RemediationState.Verified, RemediationState.Reappeared)]
    [InlineData(RemediationState.RiskAccepted, RemediationState.Verified, RemediationState.RiskAccepted)]
    [InlineData(RemediationState.RolledBack, RemediationState.RolledBack, RemediationState.RolledBack)]
    public void What_a_snapshot_makes_of_it(RemediationState from, RemediationState whenGone, RemediationState whenStillThere)
    {
        foreach (var (seen, expected) in new[] { (Sighting.Gone, whenGone), (Sighting.StillThere, whenStillThere), (Sighting.NotCovered, from) })
        {
            var remediation = In(from);
            var snapshot = A.Snapshot(Later);

            Assert.Equal(expected != from, remediation.Observe(seen, [], snapshot, A.RemediationTask(), Later));

            Assert.Equal(expected, remediation.State);
            if (expected != from)
            {
                Assert.Equal((snapshot.Id, Later), (remediation.ProofId, remediation.ProofTakenAt));
            }
        }
    }

    [Theory]
    [InlineData(RemediationState.Planned, RemediationState.Partial)]
    [InlineData(RemediationState.Applied, RemediationState.Partial)]
    [InlineData(RemediationState.Verified, RemediationState.Verified)]
    [InlineData(RemediationState.RolledBack, RemediationState.RolledBack)]
    public void What_is_gone_but_allowed_in_another_way_is_done_in_part(RemediationState from, RemediationState expected)
    {
        var remediation = In(from);
        var task = A.RemediationTask();

        remediation.Observe(Sighting.Gone, [Way], A.Snapshot(Later), task, Later);

        Assert.Equal(expected, remediation.State);
        if (expected == RemediationState.Partial)
        {
            Assert.Equal(Way, Assert.Single(remediation.Remaining));
            Assert.Equal((task.OwnerId, task.DueAt), (remediation.TaskOwnerId, remediation.TaskDueAt));
            Assert.False(remediation.IsSettled(Later));
            Assert.False(remediation.Observe(Sighting.Gone, [Way], A.Snapshot(Later), A.RemediationTask(), Later));
            Assert.True(remediation.Observe(Sighting.Gone, [], A.Snapshot(Later), A.RemediationTask(), Later));
            Assert.Equal(RemediationState.Verified, remediation.State);
            Assert.Empty(remediation.Remaining);
        }
    }

    [Fact]
    public void A_snapshot_from_before_the_act_does_not_say_that_it_failed()
    {
        var remediation = In(RemediationState.Applied);

        Assert.False(remediation.Observe(Sighting.StillThere, [], A.Snapshot(Now), A.RemediationTask(), Later));

        Assert.Equal(RemediationState.Applied, remediation.State);
    }

    [Theory]
    [InlineData(RemediationState.Planned, false)]
    [InlineData(RemediationState.AwaitingApproval, false)]
    [InlineData(RemediationState.Applying, false)]
    [InlineData(RemediationState.Applied, false)]
    [InlineData(RemediationState.Verified, true)]
    [InlineData(RemediationState.Failed, false)]
    [InlineData(RemediationState.Unsupported, false)]
    [InlineData(RemediationState.Partial, false)]
    [InlineData(RemediationState.Reappeared, false)]
    [InlineData(RemediationState.RiskAccepted, true)]
    [InlineData(RemediationState.RolledBack, true)]
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
    public void A_risk_is_accepted_by_a_person_with_a_reason_for_at_most_a_year()
    {
        Assert.Equal(RemediationMoved.PersonNeeded, A.Remediation().AcceptRisk(Later, Reason, by: null, Now));
        Assert.Equal(RemediationMoved.ReasonMissing, A.Remediation().AcceptRisk(Later, " ", By, Now));
        Assert.Equal(RemediationMoved.UntilOutOfRange, A.Remediation().AcceptRisk(Now, Reason, By, Now));
        Assert.Equal(RemediationMoved.UntilOutOfRange, A.Remediation().AcceptRisk(Now.AddDays(Remediation.MostRiskDays).AddTicks(1), Reason, By, Now));
        Assert.Equal(RemediationMoved.ReasonMissing, A.Remediation().Undo(string.Empty, Carrier.Person, By, Now));
    }

    [Fact]
    public void A_second_person_agrees_to_exactly_what_is_planned()
    {
        var remediation = A.Remediation(needsApproval: true);
        Assert.Equal(RemediationMoved.ApprovalNeeded, remediation.MarkApplied(By, Now));
        Assert.Equal(RemediationMoved.PersonNeeded, remediation.Apply(Carrier.Person, by: null, Now));
        Assert.Equal(RemediationMoved.Done, remediation.Apply(Carrier.Person, By, Now));

        Assert.Equal(RemediationMoved.OwnRequest, remediation.Approve(remediation.PlanHash, By, Reviewer, Later));
        Assert.Equal(RemediationMoved.OwnRequest, remediation.Approve(remediation.PlanHash, Reviewer, Reviewer, Later));
        Assert.Equal(RemediationMoved.PersonNeeded, remediation.Approve(remediation.PlanHash, by: null, Reviewer, Later));
        Assert.Equal(RemediationMoved.PlanChanged, remediation.Approve("another", Second, Reviewer, Later));
        Assert.Equal(RemediationState.AwaitingApproval, remediation.State);
        Assert.Equal(RemediationMoved.Done, remediation.Approve(remediation.PlanHash, Second, Reviewer, Later));

        Assert.Equal((RemediationState.Applying, Second, Later), (remediation.State, remediation.ApprovedById, remediation.ApprovedAt));
        Assert.Equal(RemediationMoved.AlreadySo, remediation.Approve(remediation.PlanHash, Second, Reviewer, Later));
        Assert.Equal(RemediationMoved.Done, remediation.MarkApplied(By, Later));
    }

    [Fact]
    public void A_yes_is_good_for_one_attempt_at_one_plan()
    {
        var remediation = A.Remediation(needsApproval: true);
        remediation.Apply(Carrier.Person, By, Now);
        remediation.Approve(remediation.PlanHash, Second, Reviewer, Now);
        remediation.MarkApplied(By, Now);
        remediation.Observe(Sighting.StillThere, [], A.Snapshot(Later), A.RemediationTask(), Later);
        Assert.Equal(RemediationState.Failed, remediation.State);

        Assert.Equal(RemediationMoved.ApprovalNeeded, remediation.MarkApplied(By, Later));
        remediation.Apply(Carrier.Person, By, Later);
        Assert.Equal((RemediationState.AwaitingApproval, (PersonId?)null), (remediation.State, remediation.ApprovedById));

        var seen = remediation.PlanHash;
        remediation.Plan(Remedy.Remove, new("another command", null, null), needsApproval: true, A.RemediationTask(), Later);
        Assert.Equal((RemediationState.Planned, (PersonId?)null), (remediation.State, remediation.RequestedById));
        remediation.Apply(Carrier.Person, By, Later);
        Assert.Equal(RemediationMoved.PlanChanged, remediation.Approve(seen, Second, Reviewer, Later));
    }

    [Fact]
    public void What_nothing_can_do_is_somebodys_job()
    {
        var remediation = A.Remediation(isSupported: false);

        Assert.Equal(RemediationState.Unsupported, remediation.State);
        Assert.NotNull(remediation.TaskOwnerId);
        Assert.NotNull(remediation.TaskDueAt);
        Assert.Equal(RemediationMoved.Done, remediation.MarkApplied(By, Now));
        Assert.Null(remediation.TaskOwnerId);
    }

    [Fact]
    public void What_the_portal_cannot_do_is_tried_again_and_then_somebodys_job()
    {
        var remediation = A.Remediation();
        remediation.Apply(Carrier.Portal, By, Now);
        Assert.Equal(RemediationMoved.BeingCarriedOut, remediation.MarkApplied(By, Now));
        Assert.Equal(RemediationMoved.BeingCarriedOut, remediation.Undo(Reason, Carrier.Person, By, Now));

        Assert.True(remediation.Fail("Busy.", Later, A.RemediationTask(), Now));
        Assert.Equal((RemediationState.Failed, "Busy.", 1, (PersonId?)null), (remediation.State, remediation.Problem, remediation.Attempts, remediation.TaskOwnerId));
        Assert.True(remediation.Begin(Later));
        Assert.Equal(RemediationState.Applying, remediation.State);
        Assert.True(remediation.Fail("Refused.", nextAttemptAt: null, A.RemediationTask(), Later));

        Assert.Equal((RemediationState.Failed, "Refused.", 2), (remediation.State, remediation.Problem, remediation.Attempts));
        Assert.NotNull(remediation.TaskOwnerId);
        Assert.False(remediation.Begin(Later));
        Assert.False(remediation.Succeed([], A.RemediationTask(), Later));
    }

    [Fact]
    public void What_the_portal_gives_back_is_as_far_as_it_was_until_it_is_back()
    {
        var remediation = In(RemediationState.Verified);
        Assert.Equal(RemediationMoved.Done, remediation.Undo(Reason, Carrier.Portal, By, Now));
        Assert.Equal((RemediationState.Verified, true, false), (remediation.State, remediation.IsGivingBack, remediation.IsSettled(Later)));
        Assert.False(remediation.Observe(Sighting.StillThere, [], A.Snapshot(Later), A.RemediationTask(), Later));

        Assert.True(remediation.Fail("It is another role by now.", nextAttemptAt: null, A.RemediationTask(), Now));
        Assert.Equal((RemediationState.Verified, false), (remediation.State, remediation.IsGivingBack));

        remediation.Undo(Reason, Carrier.Portal, By, Now);
        Assert.True(remediation.Succeed([], A.RemediationTask(), Later));
        Assert.Equal((RemediationState.RolledBack, By, Reason), (remediation.State, remediation.HandledById, remediation.Reason));
    }

    [Fact]
    public void What_an_earlier_version_planned_without_a_way_to_do_it_is_sorted_once()
    {
        var remediation = A.Remediation();
        Assert.False(remediation.Sort(A.RemediationTask(), Now));
        remediation.Plan(Remedy.Remove, new(Remediation.NoCommand, null, "Why not."), needsApproval: false, A.RemediationTask(), Now);

        Assert.True(remediation.Sort(A.RemediationTask(), Later));

        Assert.Equal((RemediationState.Unsupported, (string?)null, "Why not."), (remediation.State, remediation.Command, remediation.Note));
        Assert.NotNull(remediation.TaskOwnerId);
        Assert.False(remediation.Sort(A.RemediationTask(), Later));
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_it_stays_lawful() => Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 21].Array[1, 60]).Sample((needsApproval, isSupported, steps) =>
    {
        var remediation = A.Remediation(needsApproval, isSupported);
        var now = Now;
        foreach (var step in steps)
        {
            now = now.AddHours(5);
            var before = (remediation.State, remediation.IsGivingBack, Written: Written(remediation));

            var moved = Take(remediation, step, now);

            if (!moved)
            {
                Assert.Equal(before.Written, Written(remediation));
            }
            if (step != ReplanStep && remediation.State != before.State)
            {
                Assert.Contains((before.State, remediation.State), Legal);
            }
            AssertSound(remediation, before.State, now);
        }
    }, iter: 20_000);

    private const int ReplanStep = 19;

    private static bool Take(Remediation remediation, int step, DateTimeOffset now) => step switch
    {
        0 => remediation.Apply(Carrier.Person, By, now) == RemediationMoved.Done,
        1 => remediation.Apply(Carrier.Portal, By, now) == RemediationMoved.Done,
        2 => remediation.Apply(Carrier.Portal, by: null, now) == RemediationMoved.Done,
        3 => remediation.Approve(remediation.PlanHash, By, Reviewer, now) == RemediationMoved.Done,
        4 => remediation.Approve(remediation.PlanHash, Second, Reviewer, now) == RemediationMoved.Done,
        5 => remediation.Approve(remediation.PlanHash, Reviewer, Reviewer, now) == RemediationMoved.Done,
        6 => remediation.MarkApplied(By, now) == RemediationMoved.Done,
        7 => remediation.Retry(By, A.RemediationTask(), now) == RemediationMoved.Done,
        8 => remediation.Undo(Reason, Carrier.Person, By, now) == RemediationMoved.Done,
        9 => remediation.Undo(Reason, Carrier.Portal, By, now) == RemediationMoved.Done,
        10 => remediation.AcceptRisk(now.AddHours(12), Reason, By, now) == RemediationMoved.Done,
        11 => remediation.Begin(now) && Begun(remediation),
        12 => remediation.Succeed([], A.RemediationTask(), now),
        13 => remediation.Fail("Busy.", now.AddMinutes(1), A.RemediationTask(), now),
        14 => remediation.Fail("Refused.", nextAttemptAt: null, A.RemediationTask(), now),
        15 => remediation.Observe(Sighting.Gone, [], A.Snapshot(now), A.RemediationTask(), now),
        16 => remediation.Observe(Sighting.Gone, [Way], A.Snapshot(now), A.RemediationTask(), now),
        17 => remediation.Observe(Sighting.StillThere, [], A.Snapshot(now), A.RemediationTask(), now),
        20 => remediation.Succeed([Way], A.RemediationTask(), now),
        21 => remediation.CallOff(By, now),
        18 => remediation.Observe(Sighting.NotCovered, [], A.Snapshot(now), A.RemediationTask(), now),
        _ => Replan(remediation, now),
    };

    // That it may go on need not change anything.
    private static bool Begun(Remediation remediation)
    {
        Assert.True(remediation.IsGivingBack || remediation is { State: RemediationState.Applying, Carrier: Carrier.Portal });
        return true;
    }

    private static bool Replan(Remediation remediation, DateTimeOffset now)
    {
        remediation.Plan(Remedy.Remove, new(remediation.Command, remediation.Inverse, null), remediation.NeedsApproval, A.RemediationTask(), now);
        return true;
    }

    private static void AssertSound(Remediation remediation, RemediationState before, DateTimeOffset now)
    {
        var isAgreed = remediation.ApprovedById is { } yes && yes != remediation.RequestedById && yes != Reviewer;
        if (remediation is { NeedsApproval: true, IsSupported: true, State: RemediationState.Applying or RemediationState.Applied } && before != remediation.State)
        {
            // The rest of what was gone already needs nobody's yes.
            Assert.True(isAgreed || before == RemediationState.Partial);
        }
        Assert.Equal(remediation.State == RemediationState.Partial, remediation.Remaining.Count > 0);
        Assert.Equal(remediation.TaskOwnerId is null, remediation.TaskDueAt is null);
        if (remediation.State is RemediationState.Unsupported or RemediationState.Partial or RemediationState.Reappeared
            || (remediation.State == RemediationState.Failed && remediation.NextAttemptAt is null && !remediation.IsGivingBack))
        {
            Assert.NotNull(remediation.TaskOwnerId);
        }
        Assert.True(remediation.State != RemediationState.Applied || remediation.AppliedAt is not null);
        Assert.Equal(remediation.State == RemediationState.RiskAccepted, remediation.RiskAcceptedUntil is not null);
        Assert.True(remediation.State != RemediationState.RolledBack || !remediation.IsGivingBack);
        var mayBeSettled = remediation.State is RemediationState.Verified or RemediationState.RolledBack || remediation.RiskAcceptedUntil > now;
        Assert.Equal(mayBeSettled && !remediation.IsGivingBack, remediation.IsSettled(now));
    }

    private static string Written(Remediation remediation) => JsonSerializer.Serialize(RecordedRemediation.Of(remediation), StoredJson.Options);

    private static IEnumerable<(RemediationState, RemediationState)> To(RemediationState to, params IEnumerable<RemediationState> from) => from.Select(f => (f, to));

    private static IEnumerable<RemediationState> AllBut(params RemediationState[] some) => Enum.GetValues<RemediationState>().Except(some);

    private static void AssertStep(RemediationState from, Func<Remediation, RemediationMoved> step, RemediationMoved expected, RemediationState to)
    {
        var remediation = In(from);
        // What has no command cannot be planned, whatever it was before.
        to = to == RemediationState.Planned && !remediation.IsSupported ? RemediationState.Unsupported : to;

        Assert.Equal(expected, step(remediation));

        Assert.Equal(expected == RemediationMoved.Done ? to : from, remediation.State);
        if (expected == RemediationMoved.Done)
        {
            Assert.Equal((By, Later), (remediation.HandledById, remediation.ChangedAt));
        }
    }

    private static Remediation In(RemediationState state)
    {
        var remediation = A.Remediation(needsApproval: state == RemediationState.AwaitingApproval, isSupported: state != RemediationState.Unsupported);
        switch (state)
        {
            case RemediationState.AwaitingApproval or RemediationState.Applying:
                remediation.Apply(Carrier.Person, By, Now);
                break;
            case RemediationState.Applied:
                remediation.MarkApplied(By, Now);
                break;
            case RemediationState.Verified:
                remediation.Observe(Sighting.Gone, [], A.Snapshot(Now), A.RemediationTask(), Now);
                break;
            case RemediationState.Failed:
                remediation.MarkApplied(By, An.Instant);
                remediation.Observe(Sighting.StillThere, [], A.Snapshot(Now), A.RemediationTask(), Now);
                break;
            case RemediationState.Partial:
                remediation.Observe(Sighting.Gone, [Way], A.Snapshot(Now), A.RemediationTask(), Now);
                break;
            case RemediationState.Reappeared:
                remediation.Observe(Sighting.Gone, [], A.Snapshot(An.Instant), A.RemediationTask(), An.Instant);
                remediation.Observe(Sighting.StillThere, [], A.Snapshot(Now), A.RemediationTask(), Now);
                break;
            case RemediationState.RiskAccepted:
                remediation.AcceptRisk(Later.AddDays(60), Reason, By, Now);
                break;
            case RemediationState.RolledBack:
                remediation.Undo(Reason, Carrier.Person, By, Now);
                break;
        }
        Assert.Equal(state, remediation.State);
        return remediation;
    }
}
