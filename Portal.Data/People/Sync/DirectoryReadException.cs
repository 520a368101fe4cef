namespace Portal.Data.People.Sync;

/// <summary>A directory could not be read to its end, so that nothing follows from what was read.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="inner">What happened, or null.</param>
public sealed class DirectoryReadException(string message, Exception? inner = null) : Exception(message, inner);
