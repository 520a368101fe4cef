namespace Portal.Data.Platforms;

/// <summary>A platform did not do what was asked, or it is not known whether it did.</summary>
/// <param name="failure">How it failed.</param>
/// <param name="message">What it said, for people.</param>
/// <param name="cause">What happened underneath, or null.</param>
public sealed class PlatformCallException(PlatformCallFailure failure, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>How it failed.</summary>
    public PlatformCallFailure Failure { get; } = failure;
}
