using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// The one form in which conditions are compared: names of operators and keys in one case, values without repetition and in order. Two
/// conditions of the same form hold for the same requests.
/// </summary>
internal static class ConditionForm
{
    /// <summary>The form of a whole condition.</summary>
    public static string Of(ConditionKind kind, IReadOnlyList<PolicyCondition> tests, ResourceElement? where, string? note)
    {
        if (kind == ConditionKind.When && tests.Count == 1)
        {
            return Of(tests[0]);
        }
        var terms = string.Join(" & ", tests.Select(Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var place = where is null
            ? string.Empty
            : $" {(where.IsNegated ? "outside" : "on")} {string.Join(' ', where.Patterns.Select(pattern => pattern.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";
        return kind switch
        {
            ConditionKind.When => terms,
            ConditionKind.Unless => $"unless {terms}{place}",
            ConditionKind.ResourceAlso => $"resource{place}",
            ConditionKind.Unknown => $"unknown {note}",
        };
    }

    /// <summary>The form of one comparison.</summary>
    public static string Of(PolicyCondition test) => test.Form ??= Form(test, test.By.IsNegated);

    /// <summary>
    /// The form of the comparison that surely fails when <paramref name="test"/> passes, and the other way round; null when there is none, as
    /// for comparisons of several values.
    /// </summary>
    public static string? Opposite(PolicyCondition test)
    {
        if (test.By.Qualifier != SetQualifier.None || test.By.IfExists)
        {
            return null;
        }
        if (test.By.Test is ConditionTest.Bool or ConditionTest.Null && test.Values is [var value] && bool.TryParse(value.Source, out var truth))
        {
            return $"{Name(test, isNegated: false)} {test.Key.ToLowerInvariant()} = {(truth ? "false" : "true")}";
        }
        return CanNegate(test.By.Test) ? Form(test, !test.By.IsNegated) : null;
    }

    private static bool CanNegate(ConditionTest test) =>
        test is not (ConditionTest.Null or ConditionTest.Bool or ConditionTest.BinaryEquals
            or ConditionTest.NumericLessThan or ConditionTest.NumericLessThanEquals or ConditionTest.NumericGreaterThan or ConditionTest.NumericGreaterThanEquals
            or ConditionTest.DateLessThan or ConditionTest.DateLessThanEquals or ConditionTest.DateGreaterThan or ConditionTest.DateGreaterThanEquals);

    private static string Form(PolicyCondition test, bool isNegated)
    {
        var ignoresCase = test.By.Test is ConditionTest.StringEqualsIgnoreCase or ConditionTest.Bool or ConditionTest.Null;
        var values = test.Values
            .Select(value => (value.Variables.Any() ? "$" : string.Empty) + (ignoresCase ? value.Source.ToLowerInvariant() : value.Source))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"{Name(test, isNegated)} {test.Key.ToLowerInvariant()} = {string.Join(" | ", values)}";
    }

    private static string Name(PolicyCondition test, bool isNegated) =>
        $"{(test.By.Qualifier == SetQualifier.None ? string.Empty : $"{test.By.Qualifier}:")}{(isNegated ? "not " : string.Empty)}{test.By.Test}{(test.By.IfExists ? "IfExists" : string.Empty)}";
}
