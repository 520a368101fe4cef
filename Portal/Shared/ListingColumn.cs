namespace Portal.Shared;

/// <summary>A column of a <see cref="Listing{TRow}"/>.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Sort">The key in the address that sorts by it, or null when it cannot.</param>
/// <param name="IsNumber">Whether it is set to the right.</param>
/// <param name="Width">A CSS width, or null.</param>
/// <param name="IsMinor">Whether it is left out where there is little room; its cells have the class <c>minor</c>.</param>
public sealed record ListingColumn(string Title, string? Sort = null, bool IsNumber = false, string? Width = null, bool IsMinor = false);
