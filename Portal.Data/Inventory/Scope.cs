using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>A place in an organization's tree, as the newest snapshot of it shows.</summary>
public sealed class Scope
{
    /// <summary>The source that it was read from.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>The platform's id, unique within the source.</summary>
    public required string NativeId { get; init; }

    /// <summary>The parent's id, or null for the root.</summary>
    public string? Parent { get; set; }

    /// <summary>The short name people use.</summary>
    public required string Name { get; set; }

    /// <summary>Root, unit or container.</summary>
    public required ScopeKind Kind { get; set; }

    /// <summary>True for the account that the organization's own limits do not bind.</summary>
    public bool IsManagement { get; set; }
}
