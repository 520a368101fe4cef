using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>Something that trims what identities may do, for as long as it had this content.</summary>
public sealed class Limit : IObserved
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The source that it was read from.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>Which limit.</summary>
    public required LimitKind Kind { get; init; }

    /// <summary>What it is put on: an identity's native id, or a scope's.</summary>
    public required string Target { get; init; }

    /// <summary>Its own native id, unique on its target.</summary>
    public required string Key { get; init; }

    /// <summary>The short name people use.</summary>
    public required string Name { get; init; }

    /// <summary>Its document, or null when the export did not hold it.</summary>
    public string? DocumentHash { get; init; }

    /// <summary>The first snapshot that showed it with this content.</summary>
    public required DateTimeOffset ObservedFrom { get; init; }

    /// <summary>The first snapshot that no longer did, or null while it is there.</summary>
    public DateTimeOffset? ObservedUntil { get; set; }
}
