using Portal.Data.Platforms;

namespace Portal.Data.Changes.Rates;

/// <summary>What kinds of changes do to power.</summary>
public static class ChangeKinds
{
    /// <summary>The kinds that give power.</summary>
    public static IReadOnlyCollection<ChangeKind> Giving { get; } =
        [ChangeKind.PermissionGained, ChangeKind.CredentialMade, ChangeKind.TrustChanged, ChangeKind.LimitRemoved, ChangeKind.IdentityCreated];

    /// <summary>The kinds that take power.</summary>
    public static IReadOnlyCollection<ChangeKind> Taking { get; } =
        [ChangeKind.PermissionLost, ChangeKind.CredentialRemoved, ChangeKind.LimitAdded, ChangeKind.IdentityDeleted];

    /// <summary>True when it gives power, false when it takes some, null when it does neither for sure.</summary>
    public static bool? PowerOf(ChangeKind kind) => Giving.Contains(kind) ? true : Taking.Contains(kind) ? false : null;
}
