using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Portal.Data.Lists;

/// <summary>
/// Reads a list's filter from a query string: the same one for page, API and export. What makes no sense is left out and named in
/// <see cref="Errors"/>: the API refuses it, a page shows the rest.
/// </summary>
public sealed class QueryReader
{
    private readonly Dictionary<string, StringValues> _values;
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>Reads <paramref name="query"/>, with or without its question mark; null or empty asks for nothing.</summary>
    public QueryReader(string? query) =>
        _values = new Dictionary<string, StringValues>(QueryHelpers.ParseQuery(query), StringComparer.OrdinalIgnoreCase);

    /// <summary>What made no sense, by parameter.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    /// <summary>The names of all parameters that are there.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>A text without the white space around it, or null when it is absent or empty.</summary>
    public string? Text(string key, int longest = 400)
    {
        var text = _values.GetValueOrDefault(key).ToString().Trim();
        if (text.Length > longest)
        {
            return Refuse<string>(key, $"must have at most {longest} characters.");
        }
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return Refuse<string>(key, "must not hold the character U+0000.");
        }
        return text.Length == 0 ? null : text;
    }

    /// <summary>One of an enum's values by its name in any case, or null.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && char.IsLetter(text[0]) && Enum.IsDefined(value))
        {
            return value;
        }
        Refuse<string>(key, $"must be one of {string.Join(", ", Enum.GetNames<T>().Select(QueryWriter.Name))}.");
        return null;
    }

    /// <summary>A whole number within bounds, or null.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }
        Refuse<string>(key, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}."));
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>, or null.</summary>
    public bool? Flag(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (bool.TryParse(text, out var value))
        {
            return value;
        }
        Refuse<string>(key, "must be true or false.");
        return null;
    }

    /// <summary>An instant in RFC 3339, in UTC; or null.</summary>
    public DateTimeOffset? Instant(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value))
        {
            return value;
        }
        Refuse<string>(key, "must be a time such as 2026-06-30T12:00:00Z.");
        return null;
    }

    /// <summary>An id, or null.</summary>
    public Guid? Id(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }
        if (Guid.TryParse(text, out var value))
        {
            return value;
        }
        Refuse<string>(key, "is not an id.");
        return null;
    }

    /// <summary>The order: a column's name, descending with a minus before it; <paramref name="byDefault"/> when it is absent.</summary>
    public ListOrder<T> Order<T>(ListOrder<T> byDefault)
        where T : struct, Enum
    {
        const string Key = "sort";
        if (Text(Key) is not { } text)
        {
            return byDefault;
        }
        var descending = text[0] == '-';
        var name = descending ? text[1..] : text;
        if (name.Length > 0 && char.IsLetter(name[0]) && Enum.TryParse<T>(name, ignoreCase: true, out var column) && Enum.IsDefined(column))
        {
            return new(column, descending);
        }
        Refuse<string>(Key, $"must be one of {string.Join(", ", Enum.GetNames<T>().Select(QueryWriter.Name))}, with a minus before it for descending.");
        return byDefault;
    }

    /// <summary>The part of the list: <c>limit</c> and <c>after</c>.</summary>
    public PageRequest Page() => new(Text("after"), Number("limit", 1, PageRequest.MostItems) ?? PageRequest.DefaultItems);

    private T? Refuse<T>(string key, string error)
        where T : class
    {
        _errors[key] = [error];
        return null;
    }
}
