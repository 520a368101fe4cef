namespace Portal.Data.Platforms;

/// <summary>What an act shows of the call that may have set it off.</summary>
/// <param name="Keys">By what that call is known; empty when the act shows nothing of it.</param>
/// <param name="Role">Native id of the identity that acted, or null.</param>
/// <param name="Origin">The text that stays the same over a chain of sessions, or null when there is none.</param>
public sealed record HopTrail(IReadOnlyList<HopKey> Keys, string? Role, string? Origin)
{
    /// <summary>Nothing.</summary>
    public static HopTrail None { get; } = new([], null, null);
}
