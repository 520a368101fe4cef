using Portal.Data.Sources;

namespace Portal.Data.Inventory.Imports;

/// <summary>A worker's turn at an import that waited. Whatever the worker does with it fails once another worker has taken over.</summary>
/// <param name="Id">The operation.</param>
/// <param name="Worker">The worker whose turn it is.</param>
internal sealed record ImportTurn(OperationId Id, string Worker);
