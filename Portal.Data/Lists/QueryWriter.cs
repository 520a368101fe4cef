using System.Globalization;
using System.Text.Encodings.Web;

namespace Portal.Data.Lists;

/// <summary>Writes a list's filter as a query string, the inverse of <see cref="QueryReader"/>. What is null or default is left out.</summary>
public sealed class QueryWriter
{
    private readonly List<string> _parts = [];

    /// <summary>A name of the domain as the API writes it: camelCase.</summary>
    public static string Name(string name) => string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));

    /// <summary>Adds a text.</summary>
    public QueryWriter Add(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _parts.Add($"{key}={UrlEncoder.Default.Encode(value)}");
        }
        return this;
    }

    /// <summary>Adds one of an enum's values.</summary>
    public QueryWriter Add<T>(string key, T? value)
        where T : struct, Enum => Add(key, value is { } given ? Name(given.ToString()) : null);

    /// <summary>Adds a number.</summary>
    public QueryWriter Add(string key, int? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a yes or no.</summary>
    public QueryWriter Add(string key, bool? value) => Add(key, value switch { true => "true", false => "false", null => null });

    /// <summary>Adds an instant.</summary>
    public QueryWriter Add(string key, DateTimeOffset? value) => Add(key, value?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>Adds an id.</summary>
    public QueryWriter Add(string key, Guid? value) => Add(key, value?.ToString());

    /// <summary>Adds the order, unless it is the one by default.</summary>
    public QueryWriter Add<T>(ListOrder<T> order, ListOrder<T> byDefault)
        where T : struct, Enum => Add("sort", order == byDefault ? null : (order.Descending ? "-" : string.Empty) + Name(order.By.ToString()));

    /// <summary>The query string with its question mark, or empty when there is nothing to say.</summary>
    public override string ToString() => _parts.Count == 0 ? string.Empty : "?" + string.Join('&', _parts);
}
