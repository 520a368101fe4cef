namespace Portal.Data.Platforms;

/// <summary>One comparison of a condition.</summary>
/// <param name="Operator">The operator as written, for example <c>StringNotEquals</c>.</param>
/// <param name="Key">The condition key as written, for example <c>aws:RequestedRegion</c>.</param>
/// <param name="Values">The values to compare with: one of them, or with a negated operator none of them.</param>
/// <param name="IsNegated">True for the operators that ask for none of the values.</param>
public sealed record ConditionTerm(string Operator, string Key, IReadOnlyList<string> Values, bool IsNegated)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Operator} {Key} = {string.Join(" or ", Values)}";
}
