using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Tests.Support;
using Portal.Tests.Support.Aws;

namespace Portal.Tests.Reviews.Remediations.Carrying;

/// <summary>The portal carries revokes out and undoes them, and whatever goes wrong on the way, what it says is true and nothing happens twice.</summary>
public sealed class CarryOutTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task What_was_asked_for_is_taken_away_and_the_next_import_proves_it(Engine engine)
    {
        await using var carry = await CarryCase.CreateAsync(engine);

        Assert.Equal(RemediationMoved.Done, await carry.AskAsync());
        Assert.Equal((RemediationState.Applying, Carrier.Portal), await StateAsync(carry));
        Assert.Equal(1, await carry.CarryAsync());

        Assert.Equal((RemediationState.Applied, Carrier.Portal), await StateAsync(carry));
        Assert.Equal(["DetachRolePolicy"], carry.Iam.Changes);
        Assert.DoesNotContain(carry.Policy, carry.Holds, StringComparison.Ordinal);
        Assert.Equal(0, await carry.CarryAsync());
        await carry.Review.ImportAsync(ReviewCase.WithoutWide);
        Assert.Equal(RemediationState.Verified, (await carry.FindAsync()).State);
        Assert.Empty((await VerifyAsync(carry)).Findings);
    }

    [Theory, OnEachEngine]
    public async Task Killed_at_any_step_it_is_taken_up_within_a_minute_and_nothing_happens_twice(Engine engine)
    {
        for (var step = 0; ; step++)
        {
            await using var carry = await CarryCase.CreateAsync(engine);
            await carry.AskAsync();
            var calls = await KillAsync(carry, step);
            if (calls <= step)
            {
                Assert.True(step >= 9, $"Only {step} steps.");
                return;
            }

            Assert.NotEqual(RemediationState.Verified, (await carry.FindAsync()).State);
            await carry.CarryAfterAsync(Soon);

            Assert.Equal((RemediationState.Applied, Carrier.Portal), await StateAsync(carry));
            Assert.Equal(["DetachRolePolicy"], carry.Iam.Changes);
            Assert.Equal(0, await carry.CarryAfterAsync(Soon));
            Assert.Equal(RemediationMoved.Done, await carry.UndoAsync());
            Assert.Equal(1, await carry.CarryAsync());
            Assert.Equal(RemediationState.RolledBack, (await carry.FindAsync()).State);
            Assert.Equal(["DetachRolePolicy", "AttachRolePolicy"], carry.Iam.Changes);
        }
    }

    [Theory, OnEachEngine]
    public async Task Killed_at_any_step_of_giving_it_back_it_is_given_back_once(Engine engine)
    {
        for (var step = 0; ; step++)
        {
            await using var carry = await CarryCase.CreateAsync(engine);
            var before = carry.Holds;
            await carry.AskAsync();
            await carry.CarryAsync();
            await carry.UndoAsync();
            var calls = await KillAsync(carry, step);
            if (calls <= step)
            {
                Assert.True(step >= 9, $"Only {step} steps.");
                return;
            }

            await carry.CarryAfterAsync(Soon);

            Assert.Equal(RemediationState.RolledBack, (await carry.FindAsync()).State);
            Assert.Equal(before, carry.Holds);
            Assert.Equal(["DetachRolePolicy", "AttachRolePolicy"], carry.Iam.Changes);
        }
    }

    [Theory]
    [InlineData(IamFault.Throttled)]
    [InlineData(IamFault.Broken)]
    [InlineData(IamFault.Nonsense)]
    [InlineData(IamFault.LostBefore)]
    [InlineData(IamFault.LostAfter)]
    internal async Task What_goes_wrong_at_any_call_is_tried_again_and_happens_once(IamFault fault)
    {
        for (var at = 0; at < 10; at++)
        {
            await using var carry = await CarryCase.CreateAsync();
            var calls = 0;
            var failing = at;
            carry.Iam.Fault = (_, _) => calls++ == failing ? fault : IamFault.None;
            await carry.AskAsync();
            await carry.CarryAsync();

            var failed = await carry.FindAsync();
            Assert.Equal((RemediationState.Failed, 1), (failed.State, failed.Attempts));
            Assert.NotNull(failed.Problem);
            Assert.NotNull(failed.NextAttemptAt);
            Assert.Null(failed.TaskOwner);
            Assert.Equal(0, await carry.CarryAsync());
            Assert.Equal(1, await carry.CarryAfterAsync(TimeSpan.FromSeconds(5)));

            Assert.Equal((RemediationState.Applied, Carrier.Portal), await StateAsync(carry));
            Assert.Equal(["DetachRolePolicy"], carry.Iam.Changes);
        }
    }

    [Fact]
    public async Task What_stays_busy_is_tried_ever_more_rarely_and_then_somebodys_job()
    {
        await using var carry = await CarryCase.CreateAsync();
        carry.Iam.Fault = (_, _) => IamFault.Throttled;
        await carry.AskAsync();
        var pauses = new List<double>();
        for (var i = 1; i < CarryPace.Usual.MostAttempts; i++)
        {
            await carry.CarryAsync();
            var next = (await carry.FindAsync()).NextAttemptAt!.Value;
            pauses.Add((next - carry.Review.Portal.Clock.GetUtcNow()).TotalSeconds);
            carry.Review.Portal.Clock.SetUtcNow(next);
        }
        await carry.CarryAsync();

        Assert.Equal([5, 10, 20, 40, 80, 160, 320], pauses);
        var given = await carry.FindAsync();
        Assert.Equal((RemediationState.Failed, (DateTimeOffset?)null), (given.State, given.NextAttemptAt));
        Assert.NotNull(given.TaskOwner);
        Assert.Contains("Throttling", given.Problem, StringComparison.Ordinal);
        Assert.Equal(0, await carry.CarryAfterAsync(TimeSpan.FromDays(1)));

        carry.Iam.Fault = (_, _) => IamFault.None;
        Assert.Equal(RemediationMoved.Done, await carry.AskAsync());
        await carry.CarryAsync();
        Assert.Equal(RemediationState.Applied, (await carry.FindAsync()).State);
    }

    [Fact]
    public async Task What_the_platform_refuses_is_somebodys_job_at_once()
    {
        await using var carry = await CarryCase.CreateAsync();
        carry.Iam.Fault = (action, _) => action == "DetachRolePolicy" ? IamFault.Denied : IamFault.None;
        await carry.AskAsync();

        await carry.CarryAsync();

        var failed = await carry.FindAsync();
        Assert.Equal((RemediationState.Failed, (DateTimeOffset?)null), (failed.State, failed.NextAttemptAt));
        Assert.Contains("AccessDenied", failed.Problem, StringComparison.Ordinal);
        Assert.NotNull(failed.TaskOwner);
        Assert.Empty(carry.Iam.Changes);
    }

    [Theory]
    [InlineData("policy")]
    [InlineData("role")]
    public async Task What_has_changed_since_the_decision_is_left_alone(string what)
    {
        await using var carry = await CarryCase.CreateAsync();
        if (what == "policy")
        {
            carry.Iam.AddPolicy(ReviewCase.Wide, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}""");
        }
        await carry.AskAsync();
        if (what == "role")
        {
            // It is seen, then somebody else gets its name before the call.
            carry.Iam.Fault = (action, _) => action == "DetachRolePolicy" ? IamFault.LostBefore : IamFault.None;
            await carry.CarryAsync();
            carry.Iam.Fault = (_, _) => IamFault.None;
            carry.Iam.AddRole(CarryCase.Role);
            carry.Iam.Attach("Role", CarryCase.Role, carry.Policy);
        }

        await carry.CarryAfterAsync(Soon);

        var failed = await carry.FindAsync();
        Assert.Equal((RemediationState.Failed, (DateTimeOffset?)null), (failed.State, failed.NextAttemptAt));
        Assert.NotNull(failed.TaskOwner);
        Assert.Empty(carry.Iam.Changes);
        Assert.Contains(carry.Policy, carry.Holds, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_shows_late_is_waited_for()
    {
        await using var carry = await CarryCase.CreateAsync();
        carry.Iam.Lag = 3;
        await carry.AskAsync();

        await carry.CarryAsync();

        Assert.Equal((RemediationState.Applied, Carrier.Portal), await StateAsync(carry));
        Assert.Equal(["DetachRolePolicy"], carry.Iam.Changes);
    }

    [Fact]
    public async Task What_shows_much_too_late_is_found_by_looking_again()
    {
        await using var carry = await CarryCase.CreateAsync();
        carry.Iam.Lag = 100;
        await carry.AskAsync();
        await carry.CarryAsync();
        Assert.Equal(RemediationState.Failed, (await carry.FindAsync()).State);
        carry.Iam.Lag = 0;

        for (var i = 0; i < 5 && (await carry.FindAsync()).State != RemediationState.Applied; i++)
        {
            await carry.CarryAfterAsync(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(RemediationState.Applied, (await carry.FindAsync()).State);
        Assert.Equal(["DetachRolePolicy"], carry.Iam.Changes);
    }

    [Fact]
    public async Task What_was_gone_already_needs_no_call_and_is_not_given_back()
    {
        await using var carry = await CarryCase.CreateAsync();
        carry.Iam.Detach("Role", CarryCase.Role, carry.Policy);
        await carry.AskAsync();
        await carry.CarryAsync();
        Assert.Equal(RemediationState.Applied, (await carry.FindAsync()).State);

        Assert.Equal(RemediationMoved.Done, await carry.UndoAsync());
        await carry.CarryAsync();

        Assert.Equal(RemediationState.RolledBack, (await carry.FindAsync()).State);
        Assert.Empty(carry.Iam.Changes);
    }

    [Theory]
    [InlineData("policy")]
    [InlineData("role")]
    [InlineData("gone")]
    public async Task Nothing_is_given_back_that_would_be_something_else_by_now(string what)
    {
        await using var carry = await CarryCase.CreateAsync();
        await carry.AskAsync();
        await carry.CarryAsync();
        switch (what)
        {
            case "policy":
                carry.Iam.AddPolicy(ReviewCase.Wide, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
                break;
            case "role":
                carry.Iam.AddRole(CarryCase.Role);
                break;
            default:
                carry.Iam.AddPolicy(ReviewCase.Wide, "{}");
                break;
        }
        await carry.UndoAsync();

        await carry.CarryAsync();

        var failed = await carry.FindAsync();
        Assert.Equal((RemediationState.Applied, false), (failed.State, failed.IsGivingBack));
        Assert.NotNull(failed.Problem);
        Assert.NotNull(failed.TaskOwner);
        Assert.Equal(["DetachRolePolicy"], carry.Iam.Changes);
    }

    [Fact]
    public async Task The_role_of_the_settings_is_assumed_and_another_name_is_never_acted_on()
    {
        await using var carry = await CarryCase.CreateAsync(Engine.Sqlite, null, ("carryRole", IamStandIn.Assumable), ("carryRoleExternalId", IamStandIn.ExternalId));
        carry.Iam.NeedsRole = true;
        await carry.AskAsync();

        await carry.CarryAsync();

        Assert.Equal((RemediationState.Applied, Carrier.Portal), await StateAsync(carry));
        Assert.Equal(1, carry.Iam.Calls.Count(c => c == "AssumeRole"));
    }

    [Fact]
    public async Task Where_it_is_turned_off_people_carry_out()
    {
        await using var carry = await CarryCase.CreateAsync(Engine.Sqlite, null, ("carryOut", "off"));

        await carry.AskAsync();

        Assert.Equal((RemediationState.Applying, Carrier.Person), await StateAsync(carry));
        Assert.Equal(0, await carry.CarryAsync());
        Assert.Empty(carry.Iam.Calls);
    }

    [Theory, OnEachEngine]
    public async Task With_a_second_approval_nothing_is_called_before_it(Engine engine)
    {
        await using var carry = await CarryCase.CreateAsync(engine, RemediationOptions.Usual with { NeedsApproval = true });
        await carry.AskAsync();
        Assert.Equal(0, await carry.CarryAsync());
        Assert.Empty(carry.Iam.Calls);
        var row = await carry.FindAsync();
        var approve = carry.Review.Portal.Get<ApproveRemediation>();
        Assert.Equal(RemediationMoved.OwnRequest, await approve.RunAsync(row.Id, row.Plan, carry.Review.Engineer, Token));
        var reviewer = TestPortalData.By(carry.Review.Olga, Role.Owner, Role.Approver);
        await Assert.ThrowsAsync<AccessDeniedException>(() => approve.RunAsync(row.Id, row.Plan, reviewer, Token));
        Assert.Equal(RemediationMoved.PersonNeeded, await approve.RunAsync(row.Id, row.Plan, await carry.Review.Portal.AsTokenAsync(TokenScope.Admin), Token));

        Assert.Equal(RemediationMoved.Done, await approve.RunAsync(row.Id, row.Plan, await carry.Review.Portal.AsAsync(Role.Approver), Token));
        Assert.Equal(1, await carry.CarryAsync());

        Assert.Equal((RemediationState.Applied, Carrier.Portal), await StateAsync(carry));
    }

    [Theory, OnEachEngine]
    public async Task After_so_many_it_stops_until_two_people_let_it_go_on(Engine engine)
    {
        await using var carry = await CarryCase.CreateAsync(engine, RemediationOptions.Usual with { MostInADay = 1 });
        await RevokeAllAsync(carry);

        Assert.Equal(1, await carry.CarryAsync());
        Assert.Single(carry.Iam.Changes);
        var brakes = carry.Review.Portal.Get<CarryBrakes>();
        var brake = (await brakes.FindAsync(carry.Review.Engineer, Token))!;
        Assert.Equal((1, 2), (brake.Count, brake.HeldCount));
        Assert.Equal(2, brake.Held.Count);
        Assert.Equal(0, await carry.CarryAfterAsync(TimeSpan.FromDays(2)));

        var release = carry.Review.Portal.Get<ReleaseBrake>();
        Assert.Equal(BrakeMoved.SecondNeeded, await release.RunAsync(brake.Id, carry.Review.Engineer, Token));
        Assert.Equal(BrakeMoved.OwnYes, await release.RunAsync(brake.Id, carry.Review.Engineer, Token));
        Assert.Equal(0, await carry.CarryAsync());
        Assert.Equal(BrakeMoved.Done, await release.RunAsync(brake.Id, await carry.Review.Portal.AsAsync(Role.Approver), Token));
        Assert.Equal(1, await carry.CarryAsync());

        Assert.Equal(2, carry.Iam.Changes.Count);
        var next = (await brakes.FindAsync(carry.Review.Engineer, Token))!;
        Assert.Equal(BrakeMoved.Done, await release.CallOffAsync(next.Id, carry.Review.Engineer, Token));
        Assert.Equal(0, await carry.CarryAfterAsync(TimeSpan.FromDays(2)));
        Assert.Equal(2, carry.Iam.Changes.Count);
        var states = (await carry.Review.Portal.Get<RemediationQueries>().ListAsync(new(), new(), carry.Review.Engineer, Token)).Items.Select(r => r.State).Order();
        Assert.Equal([RemediationState.Planned, RemediationState.Applied, RemediationState.Applied], states);
        Assert.Empty((await VerifyAsync(carry)).Findings);
    }

    [Fact]
    public async Task A_list_with_a_wrong_id_asks_for_nothing()
    {
        await using var carry = await CarryCase.CreateAsync();
        var right = (await carry.FindAsync()).Id;
        var apply = carry.Review.Portal.Get<ApplyRemediations>();

        var moved = await apply.RunAsync([right, new(carry.Campaign.Value)], carry.Review.Engineer, Token);

        Assert.Equal([RemediationMoved.WrongState, null], moved);
        Assert.Equal(RemediationState.Planned, (await carry.FindAsync()).State);
        Assert.Equal([RemediationMoved.Done], await apply.RunAsync([right], carry.Review.Engineer, Token));
        Assert.Equal(1, await carry.CarryAsync());
    }

    [Theory, OnEachEngine]
    public async Task Whoever_edits_what_the_portal_means_to_do_is_found_out(Engine engine)
    {
        await using var carry = await CarryCase.CreateAsync(engine);
        await carry.AskAsync();
        await carry.CarryAsync();
        Assert.Empty((await VerifyAsync(carry)).Findings);
        await using (var db = await carry.Review.Portal.OpenAsync())
        {
            await db.Set<CarryAct>().ExecuteUpdateAsync(u => u.SetProperty(a => a.State, CarryActState.Withdrawn), Token);
        }

        Assert.NotEmpty((await VerifyAsync(carry)).Findings);
    }

    private static async Task RevokeAllAsync(CarryCase carry)
    {
        Assert.Equal(Decided.Recorded, await carry.Review.DecideAsync(carry.Campaign, DecisionKind.Revoke, entitlement: "orders-read"));
        Assert.Equal(Decided.Recorded, await carry.Review.DecideAsync(carry.Campaign, DecisionKind.Revoke, entitlement: "batch-read", by: carry.Review.AsBen));
        var all = (await carry.Review.Portal.Get<RemediationQueries>().ListAsync(new(), new(), carry.Review.Engineer, Token)).Items.Select(r => r.Id).ToList();
        Assert.All(await carry.Review.Portal.Get<ApplyRemediations>().RunAsync(all, carry.Review.Engineer, Token), m => Assert.Equal(RemediationMoved.Done, m));
    }

    /// <summary>Ends the portal at the call of this number: before its effect, or at every second one after it. Nothing of it is written down.</summary>
    private static async Task<int> KillAsync(CarryCase carry, int step)
    {
        using var killed = new CancellationTokenSource();
        var first = carry.Iam.Calls.Count;
        var at = first + (step / 2);
        var seen = first;
        var isDead = false;
        carry.Iam.Fault = (_, _) =>
        {
            if (seen++ != at)
            {
                return IamFault.None;
            }
            isDead = true;
            killed.Cancel();
            return step % 2 == 0 ? IamFault.LostBefore : IamFault.LostAfter;
        };
        try
        {
            await carry.CarryAsync(killed.Token);
        }
        catch (OperationCanceledException)
        {
            // It is dead.
        }
        carry.Iam.Fault = (_, _) => IamFault.None;
        return isDead ? step + 1 : 0;
    }

    private static async Task<(RemediationState, Carrier)> StateAsync(CarryCase carry)
    {
        var row = await carry.FindAsync();
        return (row.State, row.Carrier);
    }

    private static async Task<VerificationResult> VerifyAsync(CarryCase carry)
    {
        await carry.Review.Portal.Get<WriteCheckpoints>().RunAsync(Token);
        return await carry.Review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
    }
}
