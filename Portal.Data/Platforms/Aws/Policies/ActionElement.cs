namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>The Action or NotAction element of a statement.</summary>
/// <param name="IsNegated">True for NotAction.</param>
/// <param name="Patterns">The entries, at least one.</param>
internal sealed record ActionElement(bool IsNegated, IReadOnlyList<ActionPattern> Patterns)
{
    private const int FewPatterns = 6;

    private readonly ActionPattern[] _patterns = Patterns as ActionPattern[] ?? [.. Patterns];
    private readonly bool _namesEverything = Patterns.Any(pattern => pattern.IsEverything);
    private readonly ActionIndex? _index = Patterns.Count > FewPatterns ? new ActionIndex(Patterns) : null;

    /// <summary>True when an entry is <c>*</c>.</summary>
    public bool NamesEverything => _namesEverything;

    /// <summary>True when the statement surely is about all that <paramref name="pattern"/>, which is not <c>*</c>, names.</summary>
    public bool IsAbout(ActionPattern pattern)
    {
        foreach (var entry in _namesEverything || _index is null ? _patterns : _index.About(pattern.Service!))
        {
            if (IsNegated ? entry.Overlaps(pattern) : entry.Covers(pattern))
            {
                return !IsNegated;
            }
        }
        return IsNegated;
    }

    /// <summary>True when the statement is about <paramref name="action"/>.</summary>
    public bool Matches(ActionName action) => Names(action) != IsNegated;

    private bool Names(ActionName action)
    {
        if (_namesEverything)
        {
            return true;
        }
        if (_index is not null)
        {
            return _index.Names(action);
        }
        foreach (var pattern in _patterns)
        {
            if (pattern.Matches(action))
            {
                return true;
            }
        }
        return false;
    }
}
