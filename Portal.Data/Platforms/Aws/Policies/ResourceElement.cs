namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>The Resource or NotResource element of a statement.</summary>
/// <param name="IsNegated">True for NotResource.</param>
/// <param name="Patterns">The entries, at least one.</param>
internal sealed record ResourceElement(bool IsNegated, IReadOnlyList<ResourcePattern> Patterns)
{
    /// <summary>Whether the statement is about <paramref name="resource"/>.</summary>
    public Truth Matches(ResourceName resource, RequestContext context)
    {
        var named = Truth.No;
        for (var i = 0; i < Patterns.Count && named != Truth.Yes; i++)
        {
            named = named.Or(Patterns[i].Matches(resource, context));
        }
        return IsNegated ? named.Not() : named;
    }
}
