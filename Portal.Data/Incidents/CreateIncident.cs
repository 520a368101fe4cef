using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Incidents.Records;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>Makes an incident of a time range and agents or identities.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class CreateIncident(CommandRunner commands)
{
    /// <summary>Makes it.</summary>
    public Task<IncidentCreated> RunAsync(IncidentDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<IncidentCreated>(
        "incident.create",
        by,
        Right.ManageIncidents,
        async (scope, token) =>
        {
            var problems = new Dictionary<string, string[]>(draft.Problems(), StringComparer.Ordinal);
            if (problems.Count == 0 && !await AreKnownAsync(scope.Db, draft, token))
            {
                problems["agents"] = ["One of the agents or identities is not there."];
            }
            if (problems.Count > 0)
            {
                return new(null, problems);
            }
            var incident = new Incident
            {
                Title = OutsideText.Storable(draft.Title.Trim()),
                From = draft.From.ToMicrosecond(),
                To = draft.To.ToMicrosecond(),
                Agents = [.. draft.Agents.Distinct()],
                Identities = [.. draft.Identities.Distinct()],
                CreatedAt = scope.Now,
                CreatedBy = scope.By.Name,
            };
            scope.Db.Incidents.Add(incident);
            scope.Record("incident.create", incident.AsSubject(), after: RecordedIncident.Of(incident));
            scope.Announce(Topic.Incidents);
            return new(incident.Id, problems);
        },
        cancellationToken);

    private static async Task<bool> AreKnownAsync(GovernanceDb db, IncidentDraft draft, CancellationToken cancellationToken)
    {
        var agents = draft.Agents.Distinct().ToArray();
        var identities = draft.Identities.Distinct().ToArray();
        return await db.Agents.CountAsync(a => EF.Parameter(agents).Contains(a.Id), cancellationToken) == agents.Length
            && await db.Identities.CountAsync(i => EF.Parameter(identities).Contains(i.Id), cancellationToken) == identities.Length;
    }
}
