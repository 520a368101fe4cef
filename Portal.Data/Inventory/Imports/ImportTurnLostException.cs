using Portal.Data.Sources;

namespace Portal.Data.Inventory.Imports;

/// <summary>Another worker took an import over, since this one gave no sign of life for too long. Nothing that this one did is kept.</summary>
/// <param name="id">The operation.</param>
internal sealed class ImportTurnLostException(OperationId id)
    : Exception($"The import {id.Value} was taken over by another worker. Nothing that this one did was kept.");
