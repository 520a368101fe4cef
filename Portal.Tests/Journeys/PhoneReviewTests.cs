using Microsoft.EntityFrameworkCore;
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
    public async Task By_keyboard_alone_an_answer_is_chosen_explained_and_saved()
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
            await page.GetByText("still waits").Or(page.GetByText("still wait for your answer")).First.WaitForAsync();
            await visitor.WaitUntilInteractiveAsync();
            Assert.Contains("saved=", page.Url, StringComparison.Ordinal);
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= Screen.Narrow.Width);
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
