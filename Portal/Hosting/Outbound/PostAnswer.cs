namespace Portal.Hosting.Outbound;

/// <summary>What was answered to a post.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The beginning of the answer.</param>
/// <param name="Pause">How long the other side asks to be left alone, or null.</param>
internal sealed record PostAnswer(int Status, string Text, TimeSpan? Pause)
{
    /// <summary>Whether it was taken.</summary>
    public bool IsTaken => Status is >= 200 and < 300;

    /// <summary>The answer in a sentence.</summary>
    public string Say() => $"It answered {Status}{(Status is >= 300 and < 400 ? "; redirects are not followed" : string.Empty)}.";
}
