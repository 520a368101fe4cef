namespace Portal.Data.Lists;

/// <summary>Which part of a list is asked for. Lists page by key, never by offset.</summary>
/// <param name="After">The <see cref="Page{T}.Next"/> of the page before, or null for the first.</param>
/// <param name="Limit">How many items, 1..<see cref="MostItems"/>.</param>
public sealed record PageRequest(string? After = null, int Limit = PageRequest.DefaultItems)
{
    /// <summary>Items on a page when nothing else is asked for.</summary>
    public const int DefaultItems = 50;

    /// <summary>The most items on a page.</summary>
    public const int MostItems = 500;

    /// <summary>How many items, within bounds whatever was asked for.</summary>
    public int Limit { get; private init; } = Math.Clamp(Limit, 1, MostItems);
}
