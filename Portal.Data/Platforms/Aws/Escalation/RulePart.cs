using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Escalation;

/// <summary>What is left of a statement about one action when everything that is known has been filled in.</summary>
/// <param name="Name">What people call it: <c>Deploy › PassAny</c>.</param>
/// <param name="Resources">Where it applies; null is everywhere.</param>
/// <param name="Open">Conditions that depend on what is not known yet.</param>
/// <param name="Doubt">Why it may not apply besides, for example because its document is unknown; null when nothing.</param>
internal sealed record RulePart(string Name, ResourceElement? Resources, IReadOnlyList<PolicyCondition> Open, string? Doubt = null)
{
    /// <summary>True when it applies everywhere, whatever is not known.</summary>
    public bool IsPlain => Open.Count == 0 && Doubt is null && (Resources is null || (!Resources.IsNegated && Resources.Patterns.Any(pattern => pattern.IsAny)));

    /// <summary>Equal for parts that decide alike, in the same words.</summary>
    public string Key =>
        $"{(Open.Count == 0 ? string.Empty : Name)}\u0001{Doubt}\u0001{Resources?.IsNegated}\u0001{(Resources is null ? "*" : string.Join('\u0002', Resources.Patterns))}\u0001{string.Join('\u0002', Open)}";

    /// <summary>What is open, in words.</summary>
    public IEnumerable<string> Conditions => Doubt is null ? Open.Select(condition => condition.ToString()) : Open.Select(condition => condition.ToString()).Append(Doubt);
}
