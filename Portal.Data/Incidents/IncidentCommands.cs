using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Incidents.Records;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>What all moves of an incident have in common: find it, move it, record what came of it.</summary>
internal static class IncidentCommands
{
    /// <summary>Moves an incident as one command.</summary>
    public static Task<IncidentMoved> MoveAsync(
        this CommandRunner commands, string name, IncidentId id, Caller by, Func<Incident, IncidentMoved> move, CancellationToken cancellationToken) =>
        commands.RunAsync(
            name,
            by,
            Right.ManageIncidents,
            async (scope, token) =>
            {
                if (await scope.TakeIncidentAsync(id, token) is not { } incident)
                {
                    return IncidentMoved.NotFound;
                }
                var before = new { incident.Title, incident.State };
                var moved = move(incident);
                if (moved == IncidentMoved.Done)
                {
                    scope.Record(name, incident.AsSubject(), before, RecordedIncident.Of(incident));
                    scope.Announce(Topic.Incidents);
                }
                return moved;
            },
            cancellationToken);

    /// <summary>Finds an incident and keeps others from changing it until the command ends.</summary>
    public static async Task<Incident?> TakeIncidentAsync(this CommandScope scope, IncidentId id, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync($"incident:{id.Value}", cancellationToken);
        return await scope.Db.Incidents.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
    }

    /// <summary>How the record names it.</summary>
    public static AuditSubject AsSubject(this Incident incident) => new("incident", incident.Id.Value.ToString(), incident.Title);

    /// <summary>What is said about an incident, in the order in which it was said.</summary>
    public static Task<List<Statement>> StatementsOfAsync(this GovernanceDb db, IncidentId id, CancellationToken cancellationToken) =>
        db.Statements.AsNoTracking().Where(s => s.IncidentId == id).OrderBy(s => s.SaidAt).ThenBy(s => s.RecordedAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
}
