namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A power that deserves a sentence of its own.</summary>
/// <param name="Sentence">What it means, without its full stop.</param>
/// <param name="Actions">The actions that give it; one is enough.</param>
internal sealed record DangerousPower(string Sentence, params string[] Actions)
{
    private readonly HashSet<string> _services = Actions.Select(action => action[..action.IndexOf(':', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal);

    /// <summary>The widest of the permissions that give the power; null when none does.</summary>
    public EffectivePermission? Find(IReadOnlyList<EffectivePermission> permissions)
    {
        EffectivePermission? widest = null;
        foreach (var permission in permissions)
        {
            if (_services.Contains(permission.Service)
                && (widest is null || Narrowness(permission).CompareTo(Narrowness(widest)) < 0)
                && permission.Actions.Any(action => Actions.Contains(action, StringComparer.Ordinal)))
            {
                widest = permission;
            }
        }
        return widest;
    }

    /// <summary>The sentence, with where and when.</summary>
    /// <param name="found">The permission that gives the power.</param>
    /// <param name="account">The account of whom it is said, or null.</param>
    public string Say(EffectivePermission found, string? account) => $"{Sentence}{ScopeWords.Of([found], account)}.";

    private static (int Conditions, int Resources) Narrowness(EffectivePermission permission) =>
        (permission.Conditions.Count, permission.Resources.Contains("*", StringComparer.Ordinal) ? 0 : 1);
}
