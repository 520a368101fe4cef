using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Incidents.Records;

/// <summary>Incidents and what is said about them against what the record says that they are.</summary>
internal sealed class IncidentRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "incident";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var incidents = new RecordedMembers("incident", isWhole, found);
        var statements = new RecordedMembers("statement", isWhole, found);
        foreach (var state in states)
        {
            if (JsonNode.Parse(state.After) is JsonObject said && said.ContainsKey("speaker"))
            {
                statements.Take(said["id"]!.GetValue<Guid>(), state.Sequence, said);
            }
            else
            {
                incidents.Take(state);
            }
        }
        var rows = 0L;
        await foreach (var incident in db.Incidents.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            incidents.Compare(incident.Id.Value, RecordedIncident.Of(incident));
        }
        incidents.FindMissing();
        await foreach (var statement in db.Statements.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            statements.Compare(statement.Id.Value, RecordedStatement.Of(statement));
        }
        statements.FindMissing();
        return rows;
    }
}
