using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Data.Inventory;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Drafts;
using Portal.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>One permission as a reviewer sees it.</summary>
public sealed class ReviewSheetItemTests : BunitContext
{
    public ReviewSheetItemTests() => Services.AddSingleton<TimeProvider>(new FakeTimeProvider(An.Instant));

    [Fact]
    public void It_says_what_the_permission_adds_and_offers_the_answers()
    {
        var item = Render(Row(A.ShownAccess(isPrivileged: true, contribution: ["Can delete any S3 object."])));

        Assert.Contains("Can delete any S3 object.", item.Find(".sheet-adds").TextContent, StringComparison.Ordinal);
        Assert.Equal(["attest", "revoke", "reduce", "notMine", "abstain"], item.FindAll("input[type=radio]").Select(i => i.GetAttribute("value")));
        Assert.Empty(item.FindAll("input[type=radio][checked]"));
        Assert.Contains("needed to keep", item.Find(".sheet-reason").TextContent, StringComparison.Ordinal);
        Assert.Contains("does not mean unused", item.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_does_not_know_it_says()
    {
        var unknown = Render(Row(A.ShownAccess() with { NotModelled = ["The content of policy orders is not in the import."] }));
        var nothing = Render(Row(A.ShownAccess()));

        Assert.Contains("Not known: The content of policy orders", unknown.Find("fieldset").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("adds nothing of its own", unknown.Markup, StringComparison.Ordinal);
        Assert.Contains("adds nothing of its own", nothing.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_answer_stays_as_it_was_written_with_the_reason_beside_it()
    {
        var item = Render(Row(A.ShownAccess()), problem: "Not saved: a reason is needed here.", chosen: "revoke", reason: "Too w");

        Assert.Equal("revoke", item.Find("input[type=radio][checked]").GetAttribute("value"));
        var reason = item.Find("input.input");
        Assert.Equal("Too w", reason.GetAttribute("value"));
        Assert.Equal("true", reason.GetAttribute("aria-invalid"));
        Assert.Equal("Not saved: a reason is needed here.", item.Find("#" + reason.GetAttribute("aria-describedby")).TextContent);
    }

    [Fact]
    public void A_revoke_cannot_be_answered_again()
    {
        var row = Row(A.ShownAccess()) with { State = ReviewItemState.Revoked, Justification = "It is far too wide." };

        var item = Render(row);

        Assert.Empty(item.FindAll("input[type=radio]"));
        Assert.Contains("It is far too wide.", item.Find(".sheet-said").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stale_draft_is_quoted_and_not_chosen_again_by_itself()
    {
        var row = Row(A.ShownAccess()) with { State = ReviewItemState.Attested, Draft = new(DecisionKind.Revoke, "Nobody uses it.", Until: null, An.Instant, IsStale: true) };

        var item = Render(row, chosen: "attest");

        Assert.Contains("answered since you wrote your draft (Revoke): “Nobody uses it.”", item.Find(".sheet-stale").TextContent, StringComparison.Ordinal);
        Assert.Equal("attest", item.Find("input[type=radio][checked]").GetAttribute("value"));
        Assert.DoesNotContain(item.FindAll(".chip"), c => c.TextContent == "Draft");
    }

    [Fact]
    public void A_draft_can_be_taken_back_where_nothing_was_answered()
    {
        var draft = new ReviewDraftRow(DecisionKind.Revoke, "Nobody uses it.", Until: null, An.Instant, IsStale: false);

        var open = Render(Row(A.ShownAccess()) with { Draft = draft }, chosen: "revoke");
        var answered = Render(Row(A.ShownAccess()) with { Draft = draft, State = ReviewItemState.Attested }, chosen: "revoke");

        Assert.Contains(open.FindAll("input[type=radio]"), i => i.GetAttribute("value") == string.Empty);
        Assert.Contains(open.FindAll(".chip"), c => c.TextContent == "Draft");
        Assert.DoesNotContain(answered.FindAll("input[type=radio]"), i => i.GetAttribute("value") == string.Empty);
    }

    [Fact]
    public void Text_from_outside_stays_text()
    {
        const string Evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202Egnp.exe";

        var item = Render(Row(A.ShownAccess(name: Evil, contribution: [Evil])));

        Assert.Empty(item.FindAll("script, img"));
        Assert.All(item.FindAll(".control-char"), mark => Assert.Equal("U+202E", mark.TextContent));
        Assert.DoesNotContain('\u202E', item.Find(".sheet-item").TextContent);
        Assert.NotEmpty(item.FindAll(".control-char"));
    }

    private IRenderedComponent<ReviewSheetItem> Render(ReviewItemRow row, string? problem = null, string? chosen = null, string? reason = null) =>
        Render<ReviewSheetItem>(p => p
            .Add(i => i.Item, row)
            .Add(i => i.Policies, new Dictionary<string, string>(StringComparer.Ordinal))
            .Add(i => i.CanAnswer, true)
            .Add(i => i.Problem, problem)
            .Add(i => i.Chosen, chosen)
            .Add(i => i.Reason, reason));

    private static ReviewItemRow Row(ShownAccess shown)
    {
        var campaign = A.Campaign();
        var person = A.Person("Olga Owner");
        return CampaignQueries.RowOf(
            new ReviewItem
            {
                CampaignId = campaign.Id,
                AgentId = AgentId.New(),
                AgentRisk = 0,
                IdentityId = IdentityId.New(),
                EntitlementId = EntitlementId.New(),
                ReviewerId = person.Id,
                ReviewerReason = ReviewerReason.Owner,
                Trail = [],
                Shown = shown,
                ShownHash = shown.Hash(),
                Risk = shown.Risk,
            },
            new(person.Id, person.Name, person.IsActive));
    }
}
