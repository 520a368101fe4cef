using System.Globalization;
using Bunit;
using Portal.Data.Lists;
using Portal.Shared;

namespace Portal.Tests.Shared;

/// <summary>The lean list: loading, empty, rows; sorted by links; rows that did not change are left alone.</summary>
public sealed class ListingTests : SharedContext
{
    private static readonly ListingColumn[] Columns = [new("Name", "name"), new("Risk", "risk", IsNumber: true), new("Note", IsMinor: true)];
    private readonly List<Item> _items = [.. Enumerable.Range(0, 3).Select(i => new Item(i, 10 * i))];
    private readonly List<int> _rendered = [];
    private TaskCompletionSource? _holdUp;

    [Fact]
    public void While_it_reads_it_says_so_and_then_shows_its_rows()
    {
        _holdUp = new TaskCompletionSource();
        var list = Open();
        Assert.NotNull(list.Find("[role=status]"));

        _holdUp.SetResult();

        list.WaitForAssertion(() => Assert.Equal(3, list.FindAll("tbody tr").Count));
        Assert.Equal("Things", list.Find("table").GetAttribute("aria-label"));
    }

    [Fact]
    public void Without_rows_it_says_what_to_do()
    {
        _items.Clear();

        Assert.Equal("Nothing yet", Open().Find("p").TextContent);
    }

    [Theory]
    [InlineData(null, "?sort=name", "?sort=-risk")]
    [InlineData("name", "?sort=-name", "?sort=-risk")]
    [InlineData("-name", "?sort=name", "?sort=-risk")]
    [InlineData("-risk", "?sort=name", "?sort=risk")]
    public void A_heading_is_a_link_that_sorts(string? sort, string name, string risk)
    {
        var headings = Open(sort).FindAll("th a");

        Assert.EndsWith(name, headings[0].GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith(risk, headings[1].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(2, headings.Count);
    }

    [Fact]
    public void It_tells_by_what_it_is_sorted() =>
        Assert.Equal(["none", "descending", null], Open("-risk").FindAll("th").Select(th => th.GetAttribute("aria-sort")));

    [Fact]
    public async Task Only_rows_that_changed_are_rendered_again()
    {
        var list = Open();
        _rendered.Clear();
        _items[1] = _items[1] with { Risk = 99 };

        await list.InvokeAsync(list.Instance.RefreshAsync);

        Assert.Equal([1], _rendered);
        Assert.Contains("99", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_filter_begins_at_the_top_and_the_answer_to_the_old_one_is_not_shown()
    {
        _holdUp = new TaskCompletionSource();
        var list = Open();
        var late = _holdUp;
        _holdUp = null;

        list.Render(p => p.Add(l => l.Query, "other").Add(l => l.Read, (_, _) => Task.FromResult(new Page<Item>([new Item(7, 70)], Next: null))));
        late.SetResult();

        list.WaitForAssertion(() => Assert.Equal("7", list.Find("tbody td").TextContent));
        Assert.Single(list.FindAll("tbody tr"));
    }

    [Fact]
    public void It_tells_how_many_rows_there_are_when_that_is_known()
    {
        List<int?> lengths = [];
        Open(told: lengths.Add);
        _items.AddRange(Enumerable.Range(3, 100).Select(i => new Item(i, 0)));
        Open(told: lengths.Add);

        Assert.Equal([3, null], lengths);
    }

    private IRenderedComponent<Listing<Item>> Open(string? sort = null, Action<int?>? told = null) => Render<Listing<Item>>(p => p
        .Add(l => l.Label, "Things")
        .Add(l => l.Columns, Columns)
        .Add(l => l.Read, ReadAsync)
        .Add(l => l.Query, "all")
        .Add(l => l.Key, item => item.Id)
        .Add(l => l.Sort, sort)
        .Add(l => l.LengthChanged, length => told?.Invoke(length))
        .Add(l => l.Row, item => builder =>
        {
            _rendered.Add(item.Id);
            builder.AddMarkupContent(0, string.Create(CultureInfo.InvariantCulture, $"<td>{item.Id}</td><td>{item.Risk}</td><td></td>"));
        })
        .Add(l => l.Empty, "<p>Nothing yet</p>"));

    private async Task<Page<Item>> ReadAsync(PageRequest page, CancellationToken cancellationToken)
    {
        if (_holdUp is not null)
        {
            await _holdUp.Task;
        }
        var after = page.After is null ? -1 : int.Parse(page.After, CultureInfo.InvariantCulture);
        List<Item> items = [.. _items.Where(i => i.Id > after).Take(page.Limit)];
        return new(items, items.Count < page.Limit ? null : items[^1].Id.ToString(CultureInfo.InvariantCulture));
    }

    private sealed record Item(int Id, int Risk);
}
