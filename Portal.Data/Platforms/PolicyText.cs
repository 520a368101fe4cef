namespace Portal.Data.Platforms;

/// <summary>A policy document with its content hash, so that equal documents are compiled once.</summary>
/// <param name="Hash">SHA-256 of <paramref name="Text"/>, lower-case hex.</param>
/// <param name="Text">The document in the platform's own JSON.</param>
public sealed record PolicyText(string Hash, string Text);
