using Portal.Data.Storage;

namespace Portal.Data.People.Provisioning;

/// <summary>Identifies a directory's group.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct DirectoryGroupId(Guid Value) : IIdentifier<DirectoryGroupId>
{
    /// <summary>A new id.</summary>
    public static DirectoryGroupId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static DirectoryGroupId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(DirectoryGroupId other) => Value.CompareTo(other.Value);
}
