namespace Portal.Data.Platforms;

/// <summary>Where a statement stands, so that a page can show it in its document.</summary>
/// <param name="Hash">Hash of the document; see <see cref="PolicyText"/>.</param>
/// <param name="Path">JSON pointer (RFC 6901) of the statement within it, for example <c>/Statement/2</c>; empty when all of its statements together are meant.</param>
public sealed record StatementPlace(string Hash, string Path);
