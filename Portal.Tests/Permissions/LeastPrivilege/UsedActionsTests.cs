using CsCheck;
using Portal.Data.Permissions;
using Portal.Data.Permissions.LeastPrivilege;
using Portal.Data.Platforms;
using Portal.Tests.Support;

namespace Portal.Tests.Permissions.LeastPrivilege;

/// <summary>Of each action that is allowed it is said whether it was used, and nothing is guessed.</summary>
public sealed class UsedActionsTests
{
    private static readonly DateTimeOffset Since = An.Instant;
    private static readonly DateTimeOffset Before = Since.AddDays(-40);
    private static readonly DateTimeOffset Within = Since.AddDays(10);
    private static readonly DateTimeOffset Reported = Since.AddDays(30);

    [Fact]
    public void What_an_event_or_a_report_says_of_the_action_itself_is_use()
    {
        Assert.Equal((EntitlementUse.Used, Within), Of(new UseFact("s3", "GetObject", Within, ReportedAt: null)));
        Assert.Equal((EntitlementUse.Used, Within), Of(new UseFact("S3", "getobject", Within, Reported)));
    }

    [Fact]
    public void The_newest_use_counts() =>
        Assert.Equal((EntitlementUse.Used, Within), Of(new UseFact("s3", "GetObject", Before, ReportedAt: null), new UseFact("s3", "GetObject", Within, ReportedAt: null)));

    [Fact]
    public void A_report_of_a_service_that_was_not_used_says_so_of_all_its_actions()
    {
        Assert.Equal((EntitlementUse.Unused, null), Of(new UseFact("s3", null, At: null, Reported)));
        Assert.Equal((EntitlementUse.Unused, Before), Of(new UseFact("s3", null, Before, Reported)));
    }

    [Fact]
    public void A_report_of_a_service_that_was_used_leaves_its_actions_open() =>
        Assert.Equal((EntitlementUse.Unknown, Within), Of(new UseFact("s3", null, Within, Reported)));

    [Fact]
    public void A_report_of_the_action_without_use_says_that_it_was_not_used()
    {
        Assert.Equal((EntitlementUse.Unused, null), Of(new UseFact("s3", null, Within, Reported), new UseFact("s3", "GetObject", At: null, Reported)));
        Assert.Equal((EntitlementUse.Unused, Before), Of(new UseFact("s3", "GetObject", Before, Reported)));
    }

    [Fact]
    public void A_report_from_before_the_time_says_nothing_of_it()
    {
        Assert.Equal((EntitlementUse.Unknown, null), Of(new UseFact("s3", null, At: null, Since.AddDays(-1))));
        Assert.Equal((EntitlementUse.Unknown, Before), Of(new UseFact("s3", "GetObject", Before, Since.AddDays(-1))));
    }

    [Fact]
    public void An_old_event_does_not_say_that_there_was_no_use_since() =>
        Assert.Equal((EntitlementUse.Unknown, Before), Of(new UseFact("s3", "GetObject", Before, ReportedAt: null)));

    [Fact]
    public void Evidence_of_other_services_says_nothing() =>
        Assert.Equal((EntitlementUse.Unknown, null), Of(new UseFact("sqs", null, At: null, Reported)));

    [Fact]
    public void What_was_done_and_may_not_be_done_now_is_told_apart()
    {
        var used = UsedActions.Of([Allowed("s3:GetObject")], [new("iam", "CreateUser", Within, ReportedAt: null), new("iam", "DeleteUser", Before, ReportedAt: null)], Since);

        Assert.Equal(["iam:CreateUser"], used.Elsewhere);
        Assert.Equal("s3:GetObject", Assert.Single(used.Actions).Action);
    }

    [Fact]
    public void A_rule_keeps_more_the_less_is_known() => Gen.Select(Facts.Array[0, 6], Gen.OneOf("s3:GetObject", "s3:PutObject", "sqs:SendMessage").Array[1, 3]).Sample((facts, allowed) =>
    {
        var used = UsedActions.Of([.. allowed.Select(Allowed)], facts, Since);
        var kept = Enum.GetValues<KeepRule>().ToDictionary(rule => rule, rule => used.Kept(rule).ToHashSet(StringComparer.Ordinal));

        Assert.Empty(kept[KeepRule.Nothing]);
        Assert.Subset(kept[KeepRule.UsedOrUnknown], kept[KeepRule.Used]);
        Assert.Subset(kept[KeepRule.Everything], kept[KeepRule.UsedOrUnknown]);
        Assert.Equal(allowed.ToHashSet(StringComparer.Ordinal), kept[KeepRule.Everything]);
        // What was surely used is never taken away, and what is taken away is covered by a report of that time.
        Assert.All(facts.Where(fact => fact.At >= Since && fact.Action is not null && allowed.Contains($"{fact.Service}:{fact.Action}")), fact => Assert.Contains($"{fact.Service}:{fact.Action}", kept[KeepRule.Used]));
        Assert.All(used.Actions.Where(action => action.Use == EntitlementUse.Unused), action => Assert.Contains(facts, fact => fact.Service == action.Service && fact.ReportedAt >= Since));
    });

    private static Gen<UseFact> Facts => Gen.Select(
        Gen.OneOf("s3", "sqs"), Gen.OneOf<string?>("GetObject", "PutObject", "SendMessage", null), Gen.OneOf<DateTimeOffset?>(Before, Within, null), Gen.OneOf<DateTimeOffset?>(Since.AddDays(-1), Reported, null))
        .Where(fact => fact.Item3 is not null || fact.Item4 is not null)
        .Where(fact => fact.Item2 is not null || fact.Item4 is not null)
        .Where(fact => fact.Item3 is null || fact.Item4 is null || fact.Item3 <= fact.Item4)
        .Select(fact => new UseFact(fact.Item1, fact.Item2, fact.Item3, fact.Item4));

    private static (EntitlementUse Use, DateTimeOffset? At) Of(params IReadOnlyList<UseFact> facts)
    {
        var action = Assert.Single(UsedActions.Of([Allowed("s3:GetObject")], facts, Since).Actions);
        Assert.NotEmpty(action.Reason);
        return (action.Use, action.LastUsedAt);
    }

    private static EffectivePermission Allowed(string action) => new(action[..action.IndexOf(':', StringComparison.Ordinal)], AccessLevel.Read, [action], 1, ["*"], [], [], []);
}
