using System.Collections.Frozen;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A condition operator as written, for example <c>ForAllValues:StringNotLikeIfExists</c>, taken apart.</summary>
/// <param name="Test">The comparison.</param>
/// <param name="IsNegated">True for the operators with Not in their name.</param>
/// <param name="Qualifier">How several values are treated.</param>
/// <param name="IfExists">True when a missing key passes.</param>
internal readonly record struct ConditionOperator(ConditionTest Test, bool IsNegated, SetQualifier Qualifier, bool IfExists)
{
    private static readonly FrozenDictionary<string, (ConditionTest Test, bool IsNegated)> Names = new Dictionary<string, (ConditionTest, bool)>(StringComparer.OrdinalIgnoreCase)
    {
        ["StringEquals"] = (ConditionTest.StringEquals, false),
        ["StringNotEquals"] = (ConditionTest.StringEquals, true),
        ["StringEqualsIgnoreCase"] = (ConditionTest.StringEqualsIgnoreCase, false),
        ["StringNotEqualsIgnoreCase"] = (ConditionTest.StringEqualsIgnoreCase, true),
        ["StringLike"] = (ConditionTest.StringLike, false),
        ["StringNotLike"] = (ConditionTest.StringLike, true),
        ["NumericEquals"] = (ConditionTest.NumericEquals, false),
        ["NumericNotEquals"] = (ConditionTest.NumericEquals, true),
        ["NumericLessThan"] = (ConditionTest.NumericLessThan, false),
        ["NumericLessThanEquals"] = (ConditionTest.NumericLessThanEquals, false),
        ["NumericGreaterThan"] = (ConditionTest.NumericGreaterThan, false),
        ["NumericGreaterThanEquals"] = (ConditionTest.NumericGreaterThanEquals, false),
        ["DateEquals"] = (ConditionTest.DateEquals, false),
        ["DateNotEquals"] = (ConditionTest.DateEquals, true),
        ["DateLessThan"] = (ConditionTest.DateLessThan, false),
        ["DateLessThanEquals"] = (ConditionTest.DateLessThanEquals, false),
        ["DateGreaterThan"] = (ConditionTest.DateGreaterThan, false),
        ["DateGreaterThanEquals"] = (ConditionTest.DateGreaterThanEquals, false),
        ["Bool"] = (ConditionTest.Bool, false),
        ["BinaryEquals"] = (ConditionTest.BinaryEquals, false),
        ["IpAddress"] = (ConditionTest.IpAddress, false),
        ["NotIpAddress"] = (ConditionTest.IpAddress, true),
        ["ArnEquals"] = (ConditionTest.ArnLike, false),
        ["ArnLike"] = (ConditionTest.ArnLike, false),
        ["ArnNotEquals"] = (ConditionTest.ArnLike, true),
        ["ArnNotLike"] = (ConditionTest.ArnLike, true),
        ["Null"] = (ConditionTest.Null, false),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when variables mean something in the values: comparisons of text, ARNs and truth values.</summary>
    public bool TakesVariables => Test is ConditionTest.StringEquals or ConditionTest.StringEqualsIgnoreCase or ConditionTest.StringLike or ConditionTest.ArnLike or ConditionTest.Bool;

    /// <summary>Reads an operator's name; null when there is no such operator.</summary>
    public static ConditionOperator? Read(string text)
    {
        var qualifier = SetQualifier.None;
        var name = text.AsSpan();
        if (name.StartsWith("ForAllValues:", StringComparison.OrdinalIgnoreCase))
        {
            qualifier = SetQualifier.ForAllValues;
            name = name["ForAllValues:".Length..];
        }
        else if (name.StartsWith("ForAnyValue:", StringComparison.OrdinalIgnoreCase))
        {
            qualifier = SetQualifier.ForAnyValue;
            name = name["ForAnyValue:".Length..];
        }
        var ifExists = name.EndsWith("IfExists", StringComparison.OrdinalIgnoreCase);
        if (ifExists)
        {
            name = name[..^"IfExists".Length];
        }
        if (!Names.TryGetValue(name.ToString(), out var found) || (found.Test == ConditionTest.Null && (ifExists || qualifier != SetQualifier.None)))
        {
            return null;
        }
        return new ConditionOperator(found.Test, found.IsNegated, qualifier, ifExists);
    }
}
