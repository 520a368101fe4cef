namespace Portal.Sources.Connectors;

/// <summary>A file that will not be readable the next time either.</summary>
/// <param name="message">Why, in a sentence.</param>
/// <param name="inner">The cause, or null.</param>
internal sealed class UnreadableFileException(string message, Exception? inner = null) : Exception(message, inner);
