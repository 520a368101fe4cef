namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>What is there is not what was decided about, so nothing is done.</summary>
/// <param name="message">What differs.</param>
internal sealed class DriftException(string message) : Exception(message);
