using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Incidents.Records;
using Portal.Data.Live;

namespace Portal.Data.Incidents;

/// <summary>Withdraws a statement about an incident. It stays to be seen.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class WithdrawStatement(CommandRunner commands)
{
    /// <summary>Withdraws it.</summary>
    public Task<IncidentMoved> RunAsync(IncidentId id, StatementId statementId, string reason, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "incident.withdrawStatement",
        by,
        Right.ManageIncidents,
        async (scope, token) =>
        {
            if (await scope.TakeIncidentAsync(id, token) is not { } incident
                || await scope.Db.Statements.SingleOrDefaultAsync(s => s.Id == statementId && s.IncidentId == id, token) is not { } statement)
            {
                return IncidentMoved.NotFound;
            }
            if (incident.State == IncidentState.Closed)
            {
                return IncidentMoved.Closed;
            }
            var moved = statement.Withdraw(OutsideText.Bounded(reason, Statement.TextLength), scope.By.Name, scope.Now);
            if (moved == IncidentMoved.Done)
            {
                scope.Record("incident.withdrawStatement", incident.AsSubject(), before: new { statement.Id, statement.Speaker, statement.Text }, after: RecordedStatement.Of(statement), reason: statement.WithdrawnReason);
                scope.Announce(Topic.Incidents);
            }
            return moved;
        },
        cancellationToken);
}
