using Portal.Data.Storage;

namespace Portal.Data.People;

/// <summary>Identifies an API token.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct ApiTokenId(Guid Value) : IIdentifier<ApiTokenId>
{
    /// <summary>A new id.</summary>
    public static ApiTokenId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ApiTokenId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(ApiTokenId other) => Value.CompareTo(other.Value);
}
