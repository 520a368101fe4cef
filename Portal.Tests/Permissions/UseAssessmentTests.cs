using Portal.Data.Permissions;
using Portal.Tests.Support;

namespace Portal.Tests.Permissions;

/// <summary>Used, unused and unknown are kept apart, each with its reason.</summary>
public sealed class UseAssessmentTests
{
    private static readonly DateTimeOffset Given = An.Instant;
    private static readonly DateTimeOffset Later = An.Instant.AddDays(10);
    private static readonly DateTimeOffset Reported = An.Instant.AddDays(30);

    [Fact]
    public void An_action_that_only_this_allows_and_that_was_taken_is_use()
    {
        var use = Of(["s3:GetObject", "sqs:SendMessage"], [], new UseFact("s3", "GetObject", Later, ReportedAt: null));

        Assert.Equal(EntitlementUse.Used, use.Use);
        Assert.Equal("s3:GetObject was used on 2026-06-26, and nothing else allows it.", use.Reason);
    }

    [Fact]
    public void An_action_that_others_allow_as_well_proves_nothing()
    {
        var use = Of(["s3:GetObject"], ["s3:GetObject"], new UseFact("s3", "GetObject", Later, Reported));

        Assert.Equal(EntitlementUse.Unknown, use.Use);
        Assert.Contains("another entitlement allows it as well", use.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_use_in_all_services_says_unused()
    {
        var use = Of(["s3:GetObject", "sqs:SendMessage"], [], new UseFact("s3", null, At: null, Reported), new UseFact("sqs", null, Given.AddDays(-1), Reported));

        Assert.Equal(EntitlementUse.Unused, use.Use);
        Assert.All(use.Services, service => Assert.Equal(EntitlementUse.Unused, service.Use));
    }

    [Fact]
    public void A_service_that_no_report_covers_stays_unknown()
    {
        var use = Of(["s3:GetObject", "sqs:SendMessage"], [], new UseFact("s3", null, At: null, Reported));

        Assert.Equal(EntitlementUse.Unknown, use.Use);
        Assert.Equal("No report says whether anything in sqs was used.", use.Reason);
    }

    [Fact]
    public void An_event_never_proves_that_something_was_not_used()
    {
        var use = Of(["s3:GetObject", "s3:PutObject"], ["s3:PutObject"], new UseFact("s3", "DeleteObject", Later, ReportedAt: null));

        Assert.Equal(EntitlementUse.Unknown, use.Use);
    }

    [Fact]
    public void A_report_from_before_it_was_given_says_nothing()
    {
        Assert.Equal(EntitlementUse.Unknown, Of(["s3:GetObject"], [], new UseFact("s3", null, At: null, Given.AddDays(-1))).Use);
    }

    [Fact]
    public void A_service_was_used_by_this_only_when_nothing_else_allows_anything_in_it()
    {
        var fact = new UseFact("s3", null, Later, Reported);

        Assert.Equal(EntitlementUse.Used, Of(["s3:GetObject"], ["sqs:SendMessage"], fact).Use);
        Assert.Equal(EntitlementUse.Unknown, Of(["s3:GetObject"], ["s3:PutObject"], fact).Use);
    }

    [Fact]
    public void Actions_that_are_all_tracked_and_were_not_taken_are_unused_although_the_service_was()
    {
        var use = Of(["s3:CreateBucket"], ["s3:PutObject"], new UseFact("s3", null, Later, Reported), new UseFact("s3", "CreateBucket", At: null, Reported));

        Assert.Equal(EntitlementUse.Unused, use.Use);
    }

    [Fact]
    public void A_holder_that_has_not_acted_since_used_nothing()
    {
        Assert.Equal(EntitlementUse.Unused, UseAssessment.Of(["s3:GetObject"], new HashSet<string>(StringComparer.OrdinalIgnoreCase), [], Given, Given.AddDays(-3)).Use);
        Assert.Equal(EntitlementUse.Unknown, UseAssessment.Of(["s3:GetObject"], new HashSet<string>(StringComparer.OrdinalIgnoreCase), [], Given, lastUsedAt: null).Use);
    }

    private static UseAssessment Of(string[] actions, string[] elsewhere, params UseFact[] facts) =>
        UseAssessment.Of(actions, elsewhere.ToHashSet(StringComparer.OrdinalIgnoreCase), facts, Given, Later);
}
