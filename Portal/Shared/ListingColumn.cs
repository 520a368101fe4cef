namespace Portal.Shared;

/// <summary>A column of a <see cref="Listing{TRow}"/>.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Sort">The key in the address that sorts by it, or null when it cannot.</param>
/// <param name="IsNumber">Whether it is set to the right.</param>
/// <param name="Width">A CSS width, or null.</param>
public sealed record ListingColumn(string Title, string? Sort = null, bool IsNumber = false, string? Width = null);
