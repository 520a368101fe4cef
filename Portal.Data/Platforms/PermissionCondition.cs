namespace Portal.Data.Platforms;

/// <summary>Something that must hold besides. Two conditions are equal when they mean the same, whoever sets them and however they are written.</summary>
/// <param name="Kind">How it narrows.</param>
/// <param name="Terms">What is compared; empty for a pattern or a policy that is not known.</param>
/// <param name="Resources">Resource patterns: where an <see cref="ConditionKind.Unless"/> denies (empty: everywhere), or what the resource must also match.</param>
/// <param name="IsElsewhere">True when <paramref name="Resources"/> are the places that are spared instead.</param>
/// <param name="Source">The statement that sets it, for example <c>service control policy Regions › statement 2</c>; null when it follows from several.</param>
/// <param name="Canonical">The one form in which conditions are compared.</param>
/// <param name="Text">As experts read it: <c>unless StringNotEquals aws:RequestedRegion = eu-central-1</c>.</param>
/// <param name="Words">As everyone reads it: <c>the region is eu-central-1</c>, <c>unless no second factor was used</c>.</param>
public sealed record PermissionCondition(
    ConditionKind Kind,
    IReadOnlyList<ConditionTerm> Terms,
    IReadOnlyList<string> Resources,
    bool IsElsewhere,
    string? Source,
    string Canonical,
    string Text,
    string Words)
{
    /// <inheritdoc/>
    public bool Equals(PermissionCondition? other) => other is not null && string.Equals(Canonical, other.Canonical, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
