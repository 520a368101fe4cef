using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.People.Scim;

/// <summary>What a request for resources asks for.</summary>
/// <param name="Filter">Which, or null for all.</param>
/// <param name="StartIndex">The first of the page, from 1.</param>
/// <param name="Count">The most of a page.</param>
/// <param name="Attributes">Only these, or null for all.</param>
/// <param name="Excluded">Not these.</param>
internal sealed record ScimQuery(ScimFilter? Filter, int StartIndex, int Count, IReadOnlyList<ScimPath>? Attributes, IReadOnlyList<ScimPath> Excluded)
{
    /// <summary>The most resources of a page.</summary>
    public const int Most = 500;

    private const int Usual = 100;
    private static readonly string[] Always = ["schemas", "id"];

    /// <summary>Reads a query string. Indexes out of bounds count as the nearest within, as the RFC says.</summary>
    /// <exception cref="ScimException">It cannot be read.</exception>
    public static ScimQuery Read(IQueryCollection query) => new(
        query["filter"].ToString() is { Length: > 0 } filter ? ScimFilterParser.Parse(filter) : null,
        Math.Max(1, Number(query, "startIndex") ?? 1),
        Math.Clamp(Number(query, "count") ?? Usual, 0, Most),
        query.ContainsKey("attributes") ? Paths(query, "attributes") : null,
        Paths(query, "excludedAttributes"));

    /// <summary>Whether an attribute is asked for at all, so that it has to be read.</summary>
    public bool Wants(string attribute) =>
        (Attributes is null || Attributes.Any(p => p.Names[0].Equals(attribute, StringComparison.OrdinalIgnoreCase))) && !Excluded.Any(p => p.Is(attribute));

    /// <summary>The resource with what is asked for of it.</summary>
    public JsonObject Project(JsonObject resource)
    {
        if (Attributes is not null)
        {
            foreach (var (name, value) in resource.ToList())
            {
                var asked = Attributes.Where(p => p.Names[0].Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
                if (Always.Contains(name, StringComparer.Ordinal) || asked.Exists(p => p.Names.Count == 1))
                {
                    continue;
                }
                if (asked.Count == 0)
                {
                    resource.Remove(name);
                    continue;
                }
                foreach (var part in value is JsonArray many ? many.OfType<JsonObject>() : [.. new[] { value }.OfType<JsonObject>()])
                {
                    foreach (var (inside, _) in part.ToList().Where(m => !asked.Exists(p => p.Names[1].Equals(m.Key, StringComparison.OrdinalIgnoreCase))))
                    {
                        part.Remove(inside);
                    }
                }
            }
        }
        foreach (var path in Excluded.Where(p => !Always.Contains(p.Names[0], StringComparer.OrdinalIgnoreCase)))
        {
            foreach (var parent in ScimFilter.ValuesAt(resource, path.Names.SkipLast(1)).OfType<JsonObject>().ToList())
            {
                parent.Remove(ScimJson.NameIn(parent, path.Names[^1]));
            }
        }
        return resource;
    }

    private static int? Number(IQueryCollection query, string key) => query[key].ToString() switch
    {
        "" => null,
        { } text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw ScimException.InvalidValue($"{key} must be a whole number."),
    };

    private static List<ScimPath> Paths(IQueryCollection query, string key) =>
        [.. query[key].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ScimPath.Parse)];
}
