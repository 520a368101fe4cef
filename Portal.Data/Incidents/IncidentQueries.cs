using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>Reads incidents and what is said about them.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class IncidentQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>One page of incidents, newest first.</summary>
    /// <exception cref="BadCursorException">The cursor is not of this list.</exception>
    public async Task<Page<IncidentRow>> ListAsync(PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadIncidents);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var statements = db.Statements;
        var found = await db.Incidents.AsNoTracking()
            .SortedBy(i => i.CreatedAt, i => i.Id, descending: true, Cursor.Read<DateTimeOffset>(page.After))
            .Take(page.Limit + 1)
            .Select(i => new { Incident = i, Statements = statements.Count(s => s.IncidentId == i.Id && s.WithdrawnAt == null) })
            .ToListAsync(cancellationToken);
        var rows = found.Take(page.Limit).Select(f => RowOf(f.Incident, f.Statements)).ToList();
        return new(rows, found.Count > page.Limit ? Cursor.Write(rows[^1].CreatedAt, rows[^1].Id.Value) : null);
    }

    /// <summary>One incident, or null when there is none with this id.</summary>
    public async Task<IncidentDetail?> FindAsync(IncidentId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadIncidents);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } incident)
        {
            return null;
        }
        var agents = incident.Agents.ToArray();
        var identities = incident.Identities.ToArray();
        return new(
            incident.Id,
            incident.Title,
            incident.State,
            incident.From,
            incident.To,
            await db.Agents.Where(a => EF.Parameter(agents).Contains(a.Id)).OrderBy(a => a.Name).ThenBy(a => a.Id)
                .Select(a => new AgentRef(a.Id, a.Name, a.Status)).ToListAsync(cancellationToken),
            await db.Identities.Where(i => EF.Parameter(identities).Contains(i.Id)).OrderBy(i => i.Name).ThenBy(i => i.Id)
                .Select(i => new ChangeParticipant(i.Name, i.NativeId, i.Id, null)).ToListAsync(cancellationToken),
            incident.Callers,
            incident.Origin,
            incident.CreatedAt,
            incident.CreatedBy,
            [.. (await db.StatementsOfAsync(id, cancellationToken)).Select(StatementRow.Of)]);
    }

    private static IncidentRow RowOf(Incident incident, int statements) => new(
        incident.Id,
        incident.Title,
        incident.State,
        incident.From,
        incident.To,
        incident.Agents.Count,
        incident.Identities.Count + incident.Callers.Count,
        statements,
        incident.CreatedAt,
        incident.CreatedBy);
}
