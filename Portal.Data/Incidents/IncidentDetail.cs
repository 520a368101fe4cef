using Portal.Data.Changes;
using Portal.Data.Inventory;

namespace Portal.Data.Incidents;

/// <summary>An incident with what it is about and what is said about it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="State">Whether statements are taken.</param>
/// <param name="From">Changes from here on.</param>
/// <param name="To">Changes before this.</param>
/// <param name="Agents">The agents.</param>
/// <param name="Identities">Identities besides.</param>
/// <param name="Callers">Native ids of callers that no snapshot shows.</param>
/// <param name="Origin">The change that it was made from, or null.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="Statements">What is said, in the order in which it was said.</param>
public sealed record IncidentDetail(
    IncidentId Id,
    string Title,
    IncidentState State,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<AgentRef> Agents,
    IReadOnlyList<ChangeParticipant> Identities,
    IReadOnlyList<string> Callers,
    ChangeId? Origin,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    IReadOnlyList<StatementRow> Statements);
