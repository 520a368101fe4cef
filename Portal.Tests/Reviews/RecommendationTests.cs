using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Advice;
using Portal.Data.Reviews.Drafts;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>What the facts about an item speak for; and that they never decide.</summary>
public sealed class RecommendationTests
{
    private static readonly GrantDocument Document = new("orders", new string('a', 64));

    private static readonly GrantDocument Changed = new("orders", new string('b', 64));

    private static DateTimeOffset Now => An.Instant;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ShownAccess Used => A.ShownAccess(contribution: ["Can read items in DynamoDB."]) with { Documents = [Document], LastUsedAt = Now.AddDays(-1), GivenSince = Now.AddDays(-200) };

    [Fact]
    public void What_is_exactly_as_it_was_kept_and_is_used_may_be_kept()
    {
        var recommendation = Recommendation.Of(Used, Certified(), Now);

        Assert.Equal((RecommendationKind.Keep, true), (recommendation.Kind, recommendation.IsUnchanged));
        Assert.Contains("Last quarter", Assert.Single(recommendation.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Unused_is_said_only_where_it_is_known_when_the_holder_acted_last()
    {
        var unused = Recommendation.Of(Used with { LastUsedAt = Now.AddDays(-91) }, Certified(), Now);
        var before = Recommendation.Of(Used with { LastUsedAt = Now.AddDays(-20), GivenSince = Now.AddDays(-10) }, Certified(), Now);
        var unknown = Recommendation.Of(Used with { LastUsedAt = null }, Certified(), Now);

        Assert.Equal((RecommendationKind.Revoke, RecommendationKind.Revoke, RecommendationKind.Keep), (unused.Kind, before.Kind, unknown.Kind));
        Assert.Contains("more than 90 days ago", unused.Text, StringComparison.Ordinal);
        Assert.Contains("before this was given", before.Text, StringComparison.Ordinal);
        Assert.Contains("does not mean unused", unknown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_changed_ended_or_was_never_reviewed_wants_a_closer_look()
    {
        var changed = Recommendation.Of(Used with { Documents = [Changed] }, Certified(), Now);
        var missing = Recommendation.Of(Used with { Documents = [Document with { Hash = null }] }, Certified(), Now);
        var ended = Recommendation.Of(Used, Certified(until: Now), Now);
        var never = Recommendation.Of(Used, certificate: null, Now);

        Assert.All([changed, missing, ended, never], r => Assert.Equal((RecommendationKind.LookCloser, false), (r.Kind, r.IsUnchanged)));
        Assert.Contains("is not what was kept", changed.Text, StringComparison.Ordinal);
        Assert.Contains("cannot be compared", missing.Text, StringComparison.Ordinal);
        Assert.Contains("which is past", ended.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody has reviewed it", never.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_to_go_and_is_there_and_what_adds_nothing_speak_for_revoking()
    {
        var withdrawn = Recommendation.Of(Used, Certified(isWithdrawn: true), Now);
        var empty = Recommendation.Of(Used with { Contribution = [] }, Certified(), Now);

        Assert.Equal((RecommendationKind.Revoke, RecommendationKind.Revoke), (withdrawn.Kind, empty.Kind));
        Assert.False(withdrawn.IsUnchanged);
    }

    [Fact]
    public void Privileged_access_and_what_is_unknown_is_never_recommended_to_be_kept() =>
        (from privileged in Gen.Bool
         from unknown in Gen.Bool
         from changed in Gen.Bool
         from withdrawn in Gen.Bool
         from used in Gen.Int[0, 400].Nullable()
         from given in Gen.Int[0, 400]
         from ends in Gen.Int[-10, 10].Nullable()
         from reviewed in Gen.Bool
         select (privileged, unknown, changed, withdrawn, used, given, ends, reviewed)).Sample(c =>
    {
        var shown = Used with
        {
            IsPrivileged = c.privileged,
            NotModelled = c.unknown ? ["Part of it."] : [],
            Documents = [c.changed ? Changed : Document],
            LastUsedAt = c.used is { } days ? Now.AddDays(-days) : null,
            GivenSince = Now.AddDays(-c.given),
        };
        var recommendation = Recommendation.Of(shown, c.reviewed ? Certified(c.ends is { } end ? Now.AddDays(end) : null, c.withdrawn) : null, Now);

        return recommendation.Reasons.Count > 0
            && recommendation.Text.Length <= Recommendation.TextLength
            && (recommendation.Kind != RecommendationKind.Keep
                || (recommendation.IsUnchanged && !c.privileged && !c.unknown && !c.changed && !c.withdrawn && c.reviewed && !(c.ends <= 0) && !(c.used > 90)));
    });

    [Theory, OnEachEngine]
    public async Task It_is_kept_with_the_answer_as_it_was_shown_and_does_not_decide(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var first = await review.LaunchAsync("First");
        await review.DecideAsync(first, DecisionKind.Attest, "Needed.", "orders-read");
        var second = await review.LaunchAsync("Second");
        var (wide, narrow) = (await review.ItemAsync(second), await review.ItemAsync(second, "orders-read"));
        var sheet = await review.Portal.Get<ReviewQueries>().FindSheetAsync(second, after: null, review.AsOlga, Token);
        var shown = sheet!.Agents.SelectMany(a => a.Items).ToDictionary(i => i.Id, i => i.Recommended!);
        Assert.True(shown[narrow.Id].IsUnchanged);
        Assert.False(shown[wide.Id].IsUnchanged);
        await review.Portal.Get<SaveReviewDrafts>().RunAsync(
            second, [new(narrow.Id, DecisionKind.Revoke, "Not any more.", Until: null, narrow.Revision), new(wide.Id, DecisionKind.Attest, "Needed.", Until: null, wide.Revision)], review.AsOlga, Token);

        Assert.Equal(2, (await review.Portal.Get<SubmitReviewDrafts>().RunAsync(second, DecisionChannel.Page, review.AsOlga, Token))!.Recorded);

        Assert.Equal((ReviewItemState.Revoked, ReviewItemState.Attested), ((await review.ItemAsync(second, "orders-read")).State, (await review.ItemAsync(second)).State));
        await using var db = await review.Portal.OpenAsync();
        var decisions = await db.Decisions.Where(d => d.CampaignId == second).ToDictionaryAsync(d => d.ItemId, Token);
        Assert.All(shown, s => Assert.Equal((s.Value.Kind, s.Value.Text), (decisions[s.Key].Recommended!.Value, decisions[s.Key].RecommendedBecause)));
        Assert.Null((await db.Decisions.SingleAsync(d => d.CampaignId == first, Token)).Recommended);
        var after = await review.Portal.Get<ReviewQueries>().FindSheetAsync(second, after: null, review.AsOlga, Token);
        Assert.All(after!.Agents.SelectMany(a => a.Items), i => Assert.Null(i.Recommended));
    }

    private static Certificate Certified(DateTimeOffset? until = null, bool isWithdrawn = false) => new()
    {
        IdentityId = IdentityId.New(),
        Kind = EntitlementKind.ManagedPolicy,
        Key = "orders",
        Name = "orders",
        Documents = [Document],
        AsOf = Now.AddDays(-100),
        DecidedAt = Now.AddDays(-99),
        ById = PersonId.New(),
        CampaignId = Guid.CreateVersion7(),
        CampaignName = "Last quarter",
        ItemId = Guid.CreateVersion7(),
        Until = until,
        IsWithdrawn = isWithdrawn,
    };
}
