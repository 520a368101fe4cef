namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>The Action or NotAction element of a statement.</summary>
/// <param name="IsNegated">True for NotAction.</param>
/// <param name="Patterns">The entries, at least one.</param>
internal sealed record ActionElement(bool IsNegated, IReadOnlyList<ActionPattern> Patterns)
{
    /// <summary>True when the statement is about <paramref name="action"/>.</summary>
    public bool Matches(ActionName action)
    {
        foreach (var pattern in Patterns)
        {
            if (pattern.Matches(action))
            {
                return !IsNegated;
            }
        }
        return IsNegated;
    }
}
