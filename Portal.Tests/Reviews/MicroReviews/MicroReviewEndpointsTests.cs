using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;

namespace Portal.Tests.Reviews.MicroReviews;

/// <summary>Rules that open micro-reviews, over HTTP.</summary>
public sealed class MicroReviewEndpointsTests(LaunchedReview review) : IClassFixture<LaunchedReview>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_is_made_previewed_changed_switched_off_and_removed()
    {
        using var client = await review.Server.CreateClientAsync(TokenScope.Admin);
        await using var db = await review.Server.OpenDatabaseAsync();
        var owner = (await db.People.Where(p => p.IsActive).Select(p => p.Id).FirstAsync(Token)).Value;
        var rule = new { name = "Dormant", trigger = "dormant", threshold = 30, filter = "?environment=production", ownerId = owner };

        using var preview = await client.PostAsJsonAsync("/api/v1/micro-reviews/preview", rule, Token);
        Assert.True((await JsonOfAsync(preview, HttpStatusCode.OK)).GetProperty("occasions").GetInt32() >= 0);
        using var created = await client.PostAsJsonAsync("/api/v1/micro-reviews", rule, Token);
        var id = (await JsonOfAsync(created, HttpStatusCode.Created)).GetProperty("id").GetString();
        Assert.EndsWith(id!, created.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var off = await client.PatchAsJsonAsync($"/api/v1/micro-reviews/{id}", new { isActive = false, trigger = "ownerLeft" }, Token);
        var changed = await JsonOfAsync(off, HttpStatusCode.OK);
        Assert.Equal((false, "ownerLeft", JsonValueKind.Null, "?environment=production"), (changed.GetProperty("isActive").GetBoolean(), changed.GetProperty("trigger").GetString(), changed.GetProperty("threshold").ValueKind, changed.GetProperty("filter").GetString()));
        Assert.Empty((await client.GetFromJsonAsync<JsonElement>($"/api/v1/micro-reviews/{id}/occasions", Token)).GetProperty("items").EnumerateArray());
        Assert.Contains((await client.GetFromJsonAsync<JsonElement>("/api/v1/micro-reviews", Token)).GetProperty("items").EnumerateArray(), r => r.GetProperty("id").GetString() == id);

        using var removed = await client.DeleteAsync(new Uri($"/api/v1/micro-reviews/{id}", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var again = await client.GetAsync(new Uri($"/api/v1/micro-reviews/{id}", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task What_makes_no_sense_is_answered_by_field()
    {
        using var client = await review.Server.CreateClientAsync(TokenScope.Admin);

        using var refused = await client.PostAsJsonAsync("/api/v1/micro-reviews", new { name = "Without days", trigger = "dormant", filter = "?envronment=production" }, Token);

        var errors = (await JsonOfAsync(refused, HttpStatusCode.UnprocessableEntity)).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order();
        Assert.Equal(["filter", "ownerId", "threshold"], errors);
        using var unknown = await client.GetAsync(new Uri($"/api/v1/changes/{Guid.CreateVersion7()}/micro-reviews", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task<JsonElement> JsonOfAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == expected, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
