namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>The Resource or NotResource element of a statement.</summary>
/// <param name="IsNegated">True for NotResource.</param>
/// <param name="Patterns">The entries, at least one.</param>
internal sealed record ResourceElement(bool IsNegated, IReadOnlyList<ResourcePattern> Patterns)
{
    private readonly ResourcePattern[] _patterns = Patterns as ResourcePattern[] ?? [.. Patterns];

    /// <summary>Whether the statement is about <paramref name="resource"/>.</summary>
    public Truth Matches(ResourceName resource, RequestContext context)
    {
        var named = Truth.No;
        foreach (var pattern in _patterns)
        {
            named = named.Or(pattern.Matches(resource, context));
            if (named == Truth.Yes)
            {
                break;
            }
        }
        return IsNegated ? named.Not() : named;
    }
}
