namespace Portal.Data.Platforms;

/// <summary>One file of an export, as the user named it.</summary>
/// <param name="Name">Name shown in errors, for example <c>account.json</c> or <c>export.zip/account.json</c>.</param>
/// <param name="Open">Opens the content from its start; may be called more than once; the caller disposes the stream.</param>
/// <param name="Length">Length in bytes, or null when unknown.</param>
public sealed record SnapshotFile(string Name, Func<Stream> Open, long? Length);
