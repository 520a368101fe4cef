using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>The values of ContextKeyType: what a condition key's values are.</summary>
internal static class ContextKeyType
{
    private const string List = "List";

    private static readonly Dictionary<string, (Func<string, bool> Takes, string Words)> Single = new(StringComparer.Ordinal)
    {
        ["string"] = (_ => true, "a text"),
        ["numeric"] = (text => ConditionValue.Number(text) is not null, "a number"),
        ["boolean"] = (text => bool.TryParse(text, out _), "true or false"),
        ["ip"] = (text => AddressRange.Read(text) is not null, "an address or a range of addresses"),
        ["binary"] = (text => Convert.TryFromBase64String(text, new byte[text.Length], out _), "base64"),
        ["date"] = (text => PolicyInstant.Read(text) is not null, "a date as in 2026-01-31T12:00:00Z, or seconds since 1970"),
    };

    /// <summary>True for the types of keys that may have several values at once.</summary>
    public static bool IsList(string type) => type.EndsWith(List, StringComparison.Ordinal);

    /// <summary>What is wrong with a type, or with values for it; null when nothing is.</summary>
    public static string? Problem(string type, IReadOnlyList<string> values)
    {
        var isList = IsList(type);
        if (!Single.TryGetValue(isList ? type[..^List.Length] : type, out var known))
        {
            return $"has no type \"{(type.Length <= 60 ? type : type[..60])}\": use {string.Join(", ", Single.Keys)}, or one of these with List behind it.";
        }
        if (!isList && values.Count != 1)
        {
            return $"must have exactly one value; use {type}List for several.";
        }
        return values.All(known.Takes) ? null : $"must have values that are {known.Words}.";
    }
}
