using Bunit;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Tests.Shared;

/// <summary>A page reads when it opens and when something changed, and stops when it is closed.</summary>
public sealed class LivePageTests : SharedContext
{
    [Fact]
    public void It_reads_again_when_something_that_it_shows_changed()
    {
        var page = Render<Counter>();
        Assert.Equal("1", page.Markup);

        Feed.Publish(Topic.Audit);
        Feed.Publish(Topic.Inventory);

        page.WaitForAssertion(() => Assert.Equal("2", page.Markup));
    }

    [Fact]
    public void A_burst_is_one_reading_and_the_next_comes_after_a_pause()
    {
        var page = Render<Counter>();
        Feed.Publish(Topic.Inventory);
        page.WaitForAssertion(() => Assert.Equal("2", page.Markup));

        for (var i = 0; i < 100; i++)
        {
            Feed.Publish(Topic.Inventory);
        }
        Assert.Equal("2", page.Markup);

        // The page may not have begun its pause yet, so time goes on until it has passed.
        SpinWait.SpinUntil(
            () =>
            {
                Clock.Advance(TimeSpan.FromMilliseconds(250));
                return page.Markup == "3";
            },
            TimeSpan.FromSeconds(10));
        Assert.Equal("3", page.Markup);
    }

    [Fact]
    public void It_reads_again_when_the_query_of_its_address_changed()
    {
        Navigation.NavigateTo("/agents");
        var page = Render<Counter>();

        Navigation.NavigateTo("/agents?status=confirmed");

        page.WaitForAssertion(() => Assert.Equal("2", page.Markup));
    }

    [Fact]
    public async Task Another_path_is_the_routers_affair()
    {
        Navigation.NavigateTo("/agents");
        var page = Render<Counter>();

        Navigation.NavigateTo("/identities");
        await Task.Yield();
        await page.InvokeAsync(() => { });

        Assert.Equal("1", page.Markup);
    }

    [Fact]
    public async Task A_closed_page_follows_and_reads_no_more()
    {
        var page = Render<Counter>().Instance;
        Assert.Equal(1, Feed.Followers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Feed.Followers);
        Feed.Publish(Topic.Inventory);
        Assert.Equal(1, page.Readings);
        Assert.True(page.LastToken.IsCancellationRequested);
    }

    [Fact]
    public void While_it_is_only_prerendered_it_neither_reads_nor_follows()
    {
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Static", isInteractive: false));

        Assert.Equal("0", Render<Counter>().Markup);
        Assert.Equal(0, Feed.Followers);
    }

    private sealed class Counter(ChangeFeed feed) : LivePage(feed, Topic.Inventory)
    {
        public int Readings { get; private set; }

        public CancellationToken LastToken { get; private set; }

        protected override Task LoadAsync(CancellationToken cancellationToken)
        {
            Readings++;
            LastToken = cancellationToken;
            return Task.CompletedTask;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Readings);
    }
}
