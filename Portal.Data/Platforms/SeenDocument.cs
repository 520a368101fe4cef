namespace Portal.Data.Platforms;

/// <summary>A document as the platform holds it at this moment.</summary>
/// <param name="Name">The policy's short name.</param>
/// <param name="Text">Its text, letter by letter.</param>
/// <param name="Hash">SHA-256 of that text, lower-case hex.</param>
/// <param name="ContentHash">The hash under which snapshots keep its content, whatever its white space.</param>
public sealed record SeenDocument(string Name, string Text, string Hash, string ContentHash);
