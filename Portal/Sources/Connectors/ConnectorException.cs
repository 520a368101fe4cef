namespace Portal.Sources.Connectors;

/// <summary>Something that a connector cannot go on with; said where its source is shown.</summary>
/// <param name="message">What, in a sentence.</param>
/// <param name="inner">Why, or null.</param>
internal sealed class ConnectorException(string message, Exception? inner = null) : Exception(message, inner);
