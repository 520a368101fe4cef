using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Incidents.Records;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>Adds what a person or an agent says about an incident, as a claim.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class AddStatement(CommandRunner commands)
{
    /// <summary>Adds it.</summary>
    public Task<StatementAdded> RunAsync(IncidentId id, StatementDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<StatementAdded>(
        "incident.addStatement",
        by,
        Right.ManageIncidents,
        async (scope, token) =>
        {
            var problems = new Dictionary<string, string[]>(draft.Problems(scope.Now), StringComparer.Ordinal);
            if (await scope.TakeIncidentAsync(id, token) is not { } incident)
            {
                return new(null, IncidentMoved.NotFound, problems);
            }
            var cites = draft.Cites.Distinct().ToArray();
            if (problems.Count == 0 && await scope.Db.Changes.CountAsync(c => EF.Parameter(cites).Contains(c.Id), token) != cites.Length)
            {
                problems["cites"] = ["One of the changes is not there."];
            }
            if (problems.Count > 0 || incident.State == IncidentState.Closed)
            {
                return new(null, IncidentMoved.Closed, problems);
            }
            var statement = new Statement
            {
                IncidentId = id,
                Kind = draft.Kind,
                Speaker = OutsideText.Storable(draft.Speaker.Trim()),
                Text = OutsideText.Storable(draft.Text.Trim()),
                Source = draft.Kind == StatementKind.Agent ? OutsideText.BoundedOrNull(draft.Source?.Trim(), Statement.SourceLength) : null,
                SaidAt = draft.SaidAt.ToMicrosecond(),
                Cites = cites,
                RecordedAt = scope.Now,
                RecordedBy = scope.By.Name,
            };
            scope.Db.Statements.Add(statement);
            scope.Record("incident.addStatement", incident.AsSubject(), after: RecordedStatement.Of(statement));
            scope.Announce(Topic.Incidents);
            return new(statement.Id, IncidentMoved.Done, problems);
        },
        cancellationToken);
}
