using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Commands;

namespace Portal.Data.Incidents;

/// <summary>Gives an incident another title.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class RenameIncident(CommandRunner commands)
{
    /// <summary>Renames it.</summary>
    public Task<IncidentMoved> RunAsync(IncidentId id, string title, Caller by, CancellationToken cancellationToken) =>
        commands.MoveAsync("incident.rename", id, by, incident => incident.Rename(OutsideText.Storable(title)), cancellationToken);
}
