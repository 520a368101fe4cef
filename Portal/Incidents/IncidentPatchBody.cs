namespace Portal.Incidents;

/// <summary>What can be changed of an incident.</summary>
/// <param name="Title">Its title.</param>
internal sealed record IncidentPatchBody(string? Title);
