using Microsoft.EntityFrameworkCore;
using Portal.Data.Reviews;
using Portal.Tests.Reviews;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Journeys;

/// <summary>A reviewer works a sheet with the keyboard alone, by the keys that the page tells of.</summary>
/// <param name="review">The campaign.</param>
[Collection(BrowserTests.Name)]
public sealed class SheetKeysTests(LaunchedReview review) : IClassFixture<LaunchedReview>
{
    [Fact]
    public async Task Keys_walk_the_sheet_answer_and_submit()
    {
        var (kept, revoked) = (string.Empty, string.Empty);
        await Visitor.VisitAsync(review.Server, Screen.Desktop, "owner", async visitor =>
        {
            await visitor.GoAsync(review.Sheet);
            var page = visitor.Page;
            await Expect(page.GetByText("Keys", new() { Exact = true })).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("?");
            await Expect(page.GetByText("next permission, the one before")).ToBeVisibleAsync();
            await visitor.CheckAccessibilityAsync();
            await page.Keyboard.PressAsync("?");
            await Expect(page.GetByText("next permission, the one before")).ToBeHiddenAsync();

            await page.Keyboard.PressAsync("j");
            await page.Keyboard.PressAsync("j");
            await page.Keyboard.PressAsync("k");
            kept = await page.EvaluateAsync<string>("() => document.activeElement.id");
            Assert.Equal(await page.EvaluateAsync<string>("() => document.querySelector('fieldset.sheet-item').id"), kept);
            await page.Keyboard.PressAsync("a");
            if (await page.EvaluateAsync<bool>("() => document.activeElement.name?.startsWith('reason.') ?? false"))
            {
                // While one types, letters are letters.
                await page.Keyboard.TypeAsync("A jar of keys is kept for this.");
                await page.Keyboard.PressAsync("Escape");
            }
            await page.Keyboard.PressAsync("j");
            revoked = await page.EvaluateAsync<string>("() => document.activeElement.id");
            Assert.NotEqual(kept, revoked);
            await page.Keyboard.PressAsync("r");
            Assert.StartsWith("reason.", await page.EvaluateAsync<string>("() => document.activeElement.name"), StringComparison.Ordinal);
            await page.Keyboard.TypeAsync("Nobody knows what for.");
            await visitor.PictureAsync("review-sheet-keys");
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(page.GetByText("Check before you submit").First).ToBeVisibleAsync();
            await visitor.WaitUntilInteractiveAsync();
            await visitor.CheckAccessibilityAsync();
            await visitor.PictureAsync("review-summary");
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(page.GetByText("still wait for your answer")).ToBeVisibleAsync();
            await visitor.WaitUntilInteractiveAsync();
        });

        await using var db = await review.Server.OpenDatabaseAsync();
        Assert.Equal((ReviewItemState.Attested, ReviewItemState.Revoked), (await StateAsync(db, kept), await StateAsync(db, revoked)));
    }

    private static Task<ReviewItemState> StateAsync(Data.Storage.GovernanceDb db, string element)
    {
        var id = new ReviewItemId(Guid.Parse(element["item-".Length..]));
        return db.ReviewItems.Where(i => i.Id == id).Select(i => i.State).SingleAsync(TestContext.Current.CancellationToken);
    }
}
