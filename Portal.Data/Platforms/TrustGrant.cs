namespace Portal.Data.Platforms;

/// <summary>One principal that the policy on an identity lets act as it, or keeps from it.</summary>
/// <param name="Principal">The principal in one form, as the policy names it; <c>*</c> is everyone, <c>all but …</c> everyone else.</param>
/// <param name="Container">The account, project or namespace that it lives in; null when it has none.</param>
/// <param name="IsDeny">True when it is kept from acting as the identity.</param>
/// <param name="IsOutside">True when it is neither of the identity's own account nor a service of the platform.</param>
/// <param name="Actions">The actions as the policy writes them, sorted.</param>
/// <param name="Conditions">What must hold besides.</param>
public sealed record TrustGrant(
    string Principal, string? Container, bool IsDeny, bool IsOutside, IReadOnlyList<string> Actions, IReadOnlyList<PermissionCondition> Conditions)
{
    /// <summary>The principal that is everyone.</summary>
    public const string Everyone = "*";

    /// <summary>
    /// True when <paramref name="other"/> says at least as much: of the same or of everyone, for the same actions and more, under no condition
    /// that this one has not.
    /// </summary>
    public bool IsCoveredBy(TrustGrant other) =>
        IsDeny == other.IsDeny
        && (Principal == other.Principal || (other.Principal == Everyone && !IsService))
        && other.Conditions.All(Conditions.Contains)
        && Actions.All(action => other.Actions.Any(theirs => Matches(theirs, action)));

    /// <summary>True for a service of the platform: it is let in by its name only.</summary>
    public bool IsService { get; init; }

    // A name, or a beginning with a star.
    private static bool Matches(string pattern, string action) => pattern.EndsWith('*') && pattern.IndexOf('*', StringComparison.Ordinal) == pattern.Length - 1
        ? action.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : string.Equals(pattern, action, StringComparison.OrdinalIgnoreCase);
}
