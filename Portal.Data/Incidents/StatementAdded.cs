namespace Portal.Data.Incidents;

/// <summary>What became of an attempt to add a statement.</summary>
/// <param name="Id">The statement, or null when it was not added.</param>
/// <param name="Moved">What came of it.</param>
/// <param name="Problems">What makes no sense, by field.</param>
public sealed record StatementAdded(StatementId? Id, IncidentMoved Moved, IReadOnlyDictionary<string, string[]> Problems);
