using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Incidents;

/// <summary>Ends statements about an incident.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CloseIncident(CommandRunner commands)
{
    /// <summary>Closes it.</summary>
    public Task<IncidentMoved> RunAsync(IncidentId id, Caller by, CancellationToken cancellationToken) =>
        commands.MoveAsync("incident.close", id, by, incident => incident.Close(), cancellationToken);
}
