namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>What a request says for one condition key.</summary>
/// <param name="Values">The values; an empty list is the same as no key.</param>
/// <param name="IsMultivalued">True when the key may have several values at once, as <c>aws:TagKeys</c>.</param>
internal sealed record ContextValues(IReadOnlyList<string> Values, bool IsMultivalued)
{
    private readonly GivenValue[] _given = [.. Values.Select(value => new GivenValue(value))];

    /// <summary>How many values there are.</summary>
    public int Count => _given.Length;

    /// <summary>One of the values, to compare with.</summary>
    public GivenValue Given(int index) => _given[index];
}
