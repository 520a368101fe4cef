using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Incidents;

/// <summary>Takes statements about an incident again.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class ReopenIncident(CommandRunner commands)
{
    /// <summary>Reopens it.</summary>
    public Task<IncidentMoved> RunAsync(IncidentId id, Caller by, CancellationToken cancellationToken) =>
        commands.MoveAsync("incident.reopen", id, by, incident => incident.Reopen(), cancellationToken);
}
