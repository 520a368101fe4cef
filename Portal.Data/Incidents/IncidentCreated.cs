namespace Portal.Data.Incidents;

/// <summary>What became of an attempt to make an incident.</summary>
/// <param name="Id">The incident, or null when the draft makes no sense.</param>
/// <param name="Problems">What makes no sense, by field; empty when it was made.</param>
public sealed record IncidentCreated(IncidentId? Id, IReadOnlyDictionary<string, string[]> Problems);
