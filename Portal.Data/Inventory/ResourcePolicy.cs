using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>A policy on a resource, a role's trust policy included, for as long as it had this content.</summary>
public sealed class ResourcePolicy : IObserved
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The source that it was read from.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>The resource's native id.</summary>
    public required string Resource { get; init; }

    /// <summary>The account, project or namespace that owns the resource.</summary>
    public required string Container { get; init; }

    /// <summary>Its document.</summary>
    public required string DocumentHash { get; init; }

    /// <summary>The first snapshot that showed it with this content.</summary>
    public required DateTimeOffset ObservedFrom { get; init; }

    /// <summary>The first snapshot that no longer did, or null while it is there.</summary>
    public DateTimeOffset? ObservedUntil { get; set; }
}
