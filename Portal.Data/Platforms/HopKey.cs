namespace Portal.Data.Platforms;

/// <summary>Something by which an act knows the call that set it off, for example the id of a session's key. It points there by behaviour only.</summary>
/// <param name="Key">The same as in the <see cref="HopLead"/> of that call.</param>
/// <param name="Evidence">The field of the act that it is from, as <c>path = value</c>.</param>
/// <param name="Because">Why equal keys say that the one led to the other, as one sentence.</param>
/// <param name="Within">How long after the call the act may come.</param>
/// <param name="IsUnique">True when the platform gives such a key to one call only.</param>
public sealed record HopKey(string Key, string Evidence, string Because, TimeSpan Within, bool IsUnique)
{
    /// <summary>The most that <see cref="Within"/> may be.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(1);
}
