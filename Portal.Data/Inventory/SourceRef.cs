using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>A source where only the name matters.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">Its name.</param>
public sealed record SourceRef(SourceId Id, string Name);
