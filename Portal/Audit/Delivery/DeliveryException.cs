namespace Portal.Audit.Delivery;

/// <summary>A checkpoint was not taken.</summary>
/// <param name="message">Why.</param>
/// <param name="pause">How long the other side asks to be left alone, or null.</param>
public sealed class DeliveryException(string message, TimeSpan? pause = null) : Exception(message)
{
    /// <summary>How long the other side asks to be left alone, or null.</summary>
    public TimeSpan? Pause { get; } = pause;
}
