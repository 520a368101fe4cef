using Portal.Data.Lists;

namespace Portal.Shared;

/// <summary>
/// Lets a scrolling list reach any row of a list that pages by key. It remembers where each page begins and keeps the rows of the few pages
/// that were looked at last, so a long scroll costs little memory. The first page is always kept.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="read">Reads one page.</param>
#pragma warning disable CA1001 // The semaphore is never asked for its wait handle, so it holds nothing that needs disposing.
public sealed class KeysetWindow<T>(Func<PageRequest, CancellationToken, Task<Page<T>>> read)
#pragma warning restore CA1001
{
    private const int PageItems = PageRequest.DefaultItems;
    private const int KeptPages = 6;
    private readonly List<string?> _starts = [null];
    private readonly SortedDictionary<int, IReadOnlyList<T>> _pages = [];
    private readonly SemaphoreSlim _one = new(1);
    private int? _lastPage;
    private int _lastPageItems;

    /// <summary>The first page; null before <see cref="RefreshAsync"/> was awaited once.</summary>
    public IReadOnlyList<T>? First { get; private set; }

    /// <summary>Whether the end of the list is known, and <see cref="Length"/> is how long it is.</summary>
    public bool IsWhole => _lastPage is not null;

    /// <summary>How many rows are known to be there; while the end is unknown, one page more than was seen.</summary>
    public int Length => _lastPage is { } last ? (last * PageItems) + _lastPageItems : _starts.Count * PageItems;

    /// <summary>Reads again what is shown: the first page at once, the others when they are asked for.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            foreach (var page in _pages.Keys.Where(p => p != 0).ToList())
            {
                _pages.Remove(page);
            }
            await ReadAsync(0, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Rows from <paramref name="start"/> on, at most <paramref name="count"/>; fewer at the end of the list.</summary>
    public async Task<IReadOnlyList<T>> GetAsync(int start, int count, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var rows = new List<T>(count);
            for (var page = start / PageItems; page * PageItems < start + count && (_lastPage is null || page <= _lastPage); page++)
            {
                while (!_pages.ContainsKey(page) && (_lastPage is null || page <= _lastPage))
                {
                    await ReadAsync(Math.Min(page, _starts.Count - 1), cancellationToken);
                }
                if (_pages.TryGetValue(page, out var items))
                {
                    var skip = Math.Max(0, start - (page * PageItems));
                    rows.AddRange(items.Skip(skip).Take(count - rows.Count));
                }
                Forget(page);
            }
            return rows;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task ReadAsync(int page, CancellationToken cancellationToken)
    {
        var result = await read(new PageRequest(_starts[page], PageItems), cancellationToken);
        _pages[page] = result.Items;
        if (page == 0)
        {
            First = result.Items;
        }
        if (result.Next is null)
        {
            _lastPage = page;
            _lastPageItems = result.Items.Count;
            CutAfter(page);
            return;
        }
        if (page == _lastPage)
        {
            _lastPage = null;
        }
        if (page + 1 == _starts.Count)
        {
            _starts.Add(result.Next);
        }
        else if (_starts[page + 1] != result.Next)
        {
            // Rows came or went before here: the pages after begin elsewhere now.
            CutAfter(page);
            _starts.Add(result.Next);
            _lastPage = null;
        }
    }

    private void CutAfter(int page)
    {
        _starts.RemoveRange(page + 1, _starts.Count - page - 1);
        foreach (var later in _pages.Keys.Where(p => p > page).ToList())
        {
            _pages.Remove(later);
        }
    }

    private void Forget(int current)
    {
        while (_pages.Count > KeptPages)
        {
            var farthest = _pages.Keys.Where(p => p != 0).MaxBy(p => Math.Abs(p - current));
            _pages.Remove(farthest);
        }
    }
}
