using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Incidents.Records;

/// <summary>What the record keeps of an incident after each move: all of it.</summary>
internal sealed record RecordedIncident(
    string Title,
    IncidentState State,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<AgentId> Agents,
    IReadOnlyList<IdentityId> Identities,
    IReadOnlyList<string> Callers,
    ChangeId? Origin,
    DateTimeOffset CreatedAt,
    string CreatedBy)
{
    /// <summary>The incident as it is.</summary>
    public static RecordedIncident Of(Incident incident) => new(
        incident.Title,
        incident.State,
        incident.From.ToMicrosecond(),
        incident.To.ToMicrosecond(),
        incident.Agents,
        incident.Identities,
        incident.Callers,
        incident.Origin,
        incident.CreatedAt.ToMicrosecond(),
        incident.CreatedBy);
}
