using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Portal.Data.Lists;

/// <summary>Where a page ended, as an opaque text: the sort key and the id of its last item.</summary>
public static class Cursor
{
    /// <summary>Makes the text.</summary>
    public static string Write<TKey>(TKey key, Guid id) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Content<TKey>(key, id))));

    /// <summary>Reads the text again; null when it is null.</summary>
    /// <exception cref="BadCursorException">The text was not made by <see cref="Write"/> for this list and order.</exception>
    public static (TKey Key, Guid Id)? Read<TKey>(string? text)
    {
        if (text is null)
        {
            return null;
        }
        try
        {
            var content = JsonSerializer.Deserialize<Content<TKey>>(Base64Url.DecodeFromChars(text));
            return content is { Key: not null } ? (content.Key, content.Id) : throw new BadCursorException();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new BadCursorException();
        }
    }

    private sealed record Content<TKey>(TKey Key, Guid Id);
}
