using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>Conditions, for the slow evaluator.</summary>
internal sealed class SlowConditions(JsonObject context)
{
    private static readonly HashSet<string> Lists = new(StringComparer.OrdinalIgnoreCase) { "aws:TagKeys", "aws:CalledVia", "aws:PrincipalOrgPaths" };

    /// <summary>The only value of a key; null when it is missing or may have several.</summary>
    public string? Variable(string key) => Find(key) is [var only] && !IsList(key) ? only : null;

    public bool Hold(JsonObject? conditions, bool hasVariables) =>
        conditions is null || conditions.All(by => by.Value!.AsObject().All(key => Holds(by.Key, key.Key, [.. SlowStatements.List(key.Value!)], hasVariables)));

    private string[]? Find(string key)
    {
        foreach (var (name, value) in context)
        {
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                var values = SlowStatements.List(value!).ToArray();
                return values.Length > 0 ? values : null;
            }
        }
        return null;
    }

    private bool IsList(string key) => Lists.Contains(key) || (Find(key)?.Length ?? 0) > 1;

    private bool Holds(string by, string key, string[] wanted, bool hasVariables)
    {
        var given = Find(key);
        var qualifier = by.Contains(':', StringComparison.Ordinal) ? by.Split(':')[0] : string.Empty;
        var name = by.Split(':')[^1];
        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        name = ifExists ? name[..^8] : name;
        if (name == "Null")
        {
            return wanted.Any(text => text.Equals(given is null ? "true" : "false", StringComparison.OrdinalIgnoreCase));
        }
        var isNegated = name.Contains("Not", StringComparison.Ordinal);
        if (given is null)
        {
            return ifExists || qualifier == "ForAllValues" || (qualifier.Length == 0 && isNegated);
        }
        var passes = given.Select(value => wanted.Any(text => Matches(name.Replace("Not", string.Empty, StringComparison.Ordinal), key, text, value, hasVariables)) != isNegated);
        return qualifier switch
        {
            "ForAllValues" => given.All(value => value.Length == 0) || passes.All(passed => passed),
            "ForAnyValue" => passes.Any(passed => passed),
            _ => !IsList(key) && passes.Single(),
        };
    }

    private bool Matches(string name, string key, string wanted, string given, bool hasVariables)
    {
        Func<string, string?>? variables = hasVariables ? Variable : null;
        bool By(double? order) => order is { } sign && (name[(name.StartsWith("Date", StringComparison.Ordinal) ? 4 : 7)..] switch
        {
            "Equals" => sign == 0,
            "LessThan" => sign < 0,
            "LessThanEquals" => sign <= 0,
            "GreaterThan" => sign > 0,
            _ => sign >= 0,
        });
        return name switch
        {
            "StringEquals" => SlowText.Like(wanted, given, variables, hasWildcards: false) == true,
            "StringEqualsIgnoreCase" => SlowText.Like(wanted, given, variables, hasWildcards: false, ignoreCase: true) == true,
            "StringLike" => SlowText.Like(wanted, given, variables) == true,
            "ArnEquals" or "ArnLike" => wanted.Contains(':', StringComparison.Ordinal) && SlowText.LikeArn(wanted, given, variables) == true,
            "Bool" => given.ToUpperInvariant() is "TRUE" or "FALSE" && SlowText.Like(wanted, given, variables, hasWildcards: false, ignoreCase: true) == true,
            "BinaryEquals" => wanted == given,
            "IpAddress" => IsIn(wanted, given),
            _ when name.StartsWith("Date", StringComparison.Ordinal) => By((Instant(given) - Instant(wanted))?.Ticks),
            _ => By((double?)(Number(given, key) - Number(wanted, key))),
        };
    }

    private static decimal? Number(string text, string key) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : key == "aws:EpochTime" ? Instant(text)?.ToUnixTimeSeconds() : null;

    private static DateTimeOffset? Instant(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && text.Length > 4)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    private static bool IsIn(string range, string address)
    {
        var parts = range.Split('/');
        if (!IPAddress.TryParse(parts[0], out var network) || !IPAddress.TryParse(address, out var given) || network.AddressFamily != given.AddressFamily)
        {
            return false;
        }
        var bits = network.GetAddressBytes().Length * 8;
        var free = bits - (parts.Length == 1 ? bits : int.Parse(parts[1], CultureInfo.InvariantCulture));
        return Bits(network) >> free == Bits(given) >> free;
    }

    private static BigInteger Bits(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
}
