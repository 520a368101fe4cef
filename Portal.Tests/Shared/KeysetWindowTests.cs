using System.Globalization;
using Portal.Data.Lists;
using Portal.Shared;

namespace Portal.Tests.Shared;

/// <summary>Reaching any row of a list that pages by key.</summary>
public sealed class KeysetWindowTests
{
    private List<int> _rows = [.. Enumerable.Range(0, 1_020)];
    private int _reads;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_tells_that_there_is_more()
    {
        var window = await OpenAsync();

        Assert.Equal(Enumerable.Range(0, 50), window.First);
        Assert.False(window.IsWhole);
        Assert.Equal(100, window.Length);
    }

    [Fact]
    public async Task Any_row_is_reached_whatever_was_looked_at_before()
    {
        var window = await OpenAsync();

        Assert.Equal(Enumerable.Range(730, 40), await window.GetAsync(730, 40, Cancelled));
        Assert.Equal(Enumerable.Range(60, 30), await window.GetAsync(60, 30, Cancelled));
        Assert.Equal(Enumerable.Range(990, 30), await window.GetAsync(990, 60, Cancelled));
        Assert.True(window.IsWhole);
        Assert.Equal(1_020, window.Length);
    }

    [Fact]
    public async Task Rows_that_were_just_read_are_not_read_again()
    {
        var window = await OpenAsync();
        await window.GetAsync(100, 50, Cancelled);
        var reads = _reads;

        await window.GetAsync(100, 50, Cancelled);
        await window.GetAsync(0, 150, Cancelled);

        Assert.Equal(reads, _reads);
    }

    [Fact]
    public async Task A_long_scroll_keeps_few_rows_and_still_finds_its_way_back()
    {
        var window = await OpenAsync();
        await window.GetAsync(1_000, 20, Cancelled);
        var reads = _reads;

        Assert.Equal(Enumerable.Range(100, 50), await window.GetAsync(100, 50, Cancelled));

        Assert.Equal(reads + 1, _reads);
    }

    [Fact]
    public async Task Rows_that_came_and_went_move_the_pages_after_them()
    {
        var window = await OpenAsync();
        await window.GetAsync(100, 50, Cancelled);
        _rows = [-2, -1, .. _rows];

        await window.RefreshAsync(Cancelled);

        Assert.Equal([-2, -1, .. Enumerable.Range(0, 48)], window.First);
        Assert.Equal(Enumerable.Range(48, 100), await window.GetAsync(50, 100, Cancelled));
    }

    [Fact]
    public async Task A_list_that_became_short_is_whole_at_once()
    {
        var window = await OpenAsync();
        await window.GetAsync(700, 50, Cancelled);
        _rows = [1, 2, 3];

        await window.RefreshAsync(Cancelled);

        Assert.True(window.IsWhole);
        Assert.Equal(3, window.Length);
        Assert.Empty(await window.GetAsync(700, 50, Cancelled));
    }

    [Fact]
    public async Task A_list_that_grew_past_its_end_goes_on()
    {
        _rows = [.. Enumerable.Range(0, 60)];
        var window = await OpenAsync();
        await window.GetAsync(50, 50, Cancelled);
        Assert.Equal(60, window.Length);
        _rows = [.. Enumerable.Range(0, 140)];

        await window.RefreshAsync(Cancelled);
        await window.GetAsync(50, 10, Cancelled);

        Assert.Equal(Enumerable.Range(100, 40), await window.GetAsync(100, 50, Cancelled));
        Assert.Equal(140, window.Length);
    }

    private async Task<KeysetWindow<int>> OpenAsync()
    {
        var window = new KeysetWindow<int>(ReadAsync);
        await window.RefreshAsync(Cancelled);
        return window;
    }

    private Task<Page<int>> ReadAsync(PageRequest page, CancellationToken cancellationToken)
    {
        _reads++;
        var after = page.After is null ? int.MinValue : int.Parse(page.After, CultureInfo.InvariantCulture);
        List<int> items = [.. _rows.Where(row => row > after).Take(page.Limit)];
        var isLast = items.Count == 0 || items[^1] == _rows[^1];
        return Task.FromResult(new Page<int>(items, isLast ? null : items[^1].ToString(CultureInfo.InvariantCulture)));
    }
}
