namespace Portal.Changes;

/// <summary>A body that cannot be read as events, whoever brings it.</summary>
/// <param name="message">Why, and what to do, in sentences.</param>
/// <param name="isTooLarge">True when it is too large, false when it is broken.</param>
/// <param name="inner">The cause, or null.</param>
internal sealed class UnreadableBodyException(string message, bool isTooLarge, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when it is too large, false when it is broken.</summary>
    public bool IsTooLarge => isTooLarge;
}
