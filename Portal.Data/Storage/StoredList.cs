using System.Collections;
using System.Text.Json;

namespace Portal.Data.Storage;

/// <summary>A list that knows the text it is stored as: written where there is time, for where everybody waits.</summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed class StoredList<T> : IReadOnlyList<T>, IStoredText
{
    private readonly IReadOnlyList<T> _items;

    private StoredList(IReadOnlyList<T> items)
    {
        _items = items;
        Text = JsonSerializer.Serialize(items, StoredJson.Options);
    }

    /// <summary>The list that holds nothing.</summary>
    public static StoredList<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public string Text { get; }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>The items as such a list.</summary>
    public static StoredList<T> Of(IReadOnlyList<T> items) => items.Count == 0 ? Empty : new(items);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
