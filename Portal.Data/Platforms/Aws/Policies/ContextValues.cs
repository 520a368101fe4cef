namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>What a request says for one condition key.</summary>
/// <param name="Values">The values; an empty list is the same as no key.</param>
/// <param name="IsMultivalued">True when the key may have several values at once, as <c>aws:TagKeys</c>.</param>
internal sealed record ContextValues(IReadOnlyList<string> Values, bool IsMultivalued);
