using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Reviews;
using Portal.Tests.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>A reviewer answers on the narrowest phone, with scripts off and without a pointer.</summary>
/// <param name="review">The campaign.</param>
[Collection(BrowserTests.Name)]
public sealed class PhoneReviewTests(LaunchedReview review) : IClassFixture<LaunchedReview>
{
    [Fact]
    public async Task By_keyboard_alone_an_answer_is_chosen_explained_saved_and_submitted()
    {
        string? item = null;
        await Visitor.VisitAsync(review.Server, Screen.Narrow.WithoutScripts, "owner", async visitor =>
        {
            await visitor.GoAsync(review.Sheet);
            var page = visitor.Page;
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= Screen.Narrow.Width);
            item = (await TabToAsync(visitor, "answer."))!["answer.".Length..];
            await page.Keyboard.PressAsync("Space");
            await TabToAsync(visitor, "reason.");
            await page.Keyboard.TypeAsync("Needed for the night run.");
            await page.Keyboard.PressAsync("Enter");
            await page.GetByText("Saved as drafts").First.WaitForAsync();
            await visitor.WaitUntilInteractiveAsync();
            Assert.Contains("saved=", page.Url, StringComparison.Ordinal);
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= Screen.Narrow.Width);
            await visitor.PictureAsync("review-drafts-phone");
            await page.GetByRole(AriaRole.Link, new() { Name = "Check and submit", Exact = true }).PressAsync("Enter");
            await page.GetByRole(AriaRole.Heading, new() { Name = "Check before you submit" }).WaitForAsync();
            await visitor.WaitUntilInteractiveAsync();
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= Screen.Narrow.Width);
            await visitor.CheckAccessibilityAsync();
            await visitor.PictureAsync("review-summary-phone");
            await page.GetByRole(AriaRole.Button, new() { Name = "Submit 1 answer" }).PressAsync("Enter");
            await page.GetByText("still wait for your answer").First.WaitForAsync();
            await visitor.WaitUntilInteractiveAsync();
            Assert.Contains("submitted=", page.Url, StringComparison.Ordinal);
        });

        var id = new ReviewItemId(Guid.Parse(item!));
        await using var db = await review.Server.OpenDatabaseAsync();
        var answered = await db.ReviewItems.SingleAsync(i => i.Id == id, TestContext.Current.CancellationToken);
        Assert.Equal((ReviewItemState.Attested, "Needed for the night run."), (answered.State, answered.Justification));
    }

    private static async Task<string?> TabToAsync(Visitor visitor, string prefix)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            if (await visitor.Page.EvaluateAsync<string?>("() => document.activeElement.name ?? null") is { } name && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return name;
            }
        }
        throw new Xunit.Sdk.XunitException($"No field {prefix}… is reached by keyboard.");
    }
}
