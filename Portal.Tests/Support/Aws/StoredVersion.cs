namespace Portal.Tests.Support.Aws;

/// <summary>One version of an object in a bucket.</summary>
/// <param name="Key">The object's name.</param>
/// <param name="Id">The version.</param>
/// <param name="Content">What it holds; null for a mark that it was deleted.</param>
/// <param name="RetainUntil">Until when nobody can delete it.</param>
internal sealed record StoredVersion(string Key, string Id, byte[]? Content, DateTimeOffset RetainUntil);
