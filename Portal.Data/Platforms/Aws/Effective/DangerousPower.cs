namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A power that deserves a sentence of its own.</summary>
/// <param name="Sentence">What it means, without its full stop.</param>
/// <param name="Actions">The actions that give it; one is enough.</param>
internal sealed record DangerousPower(string Sentence, params string[] Actions)
{
    /// <summary>The sentence, with where and when, if some permission gives the power; else null. The widest permission speaks.</summary>
    public string? Find(IReadOnlyList<EffectivePermission> permissions)
    {
        var found = permissions.Where(permission => permission.Actions.Any(action => Actions.Contains(action, StringComparer.Ordinal)))
            .OrderBy(permission => permission.Conditions.Count).ThenBy(permission => permission.Resources.Contains("*", StringComparer.Ordinal) ? 0 : 1).FirstOrDefault();
        return found is null ? null : $"{Sentence}{ScopeWords.Of([found])}.";
    }
}
