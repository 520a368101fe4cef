namespace Portal.Data.Lists;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items in order.</param>
/// <param name="Next">Where the next page starts, to be passed back as it is; null after the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
