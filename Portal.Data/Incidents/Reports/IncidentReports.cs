using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Chains;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Incidents.Reports;

/// <summary>Gathers an incident's evidence into its report, anew each time: the same input gives the same report.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Read events, and answer what was allowed.</param>
public sealed class IncidentReports(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms)
{
    /// <summary>The most changes that a report tells of.</summary>
    public const int MostChanges = 500;

    private readonly Dictionary<Platform, IPlatform> _platforms = platforms.ToDictionary(p => p.Platform);

    /// <summary>The report; null when there is no such incident.</summary>
    /// <exception cref="UncitedSentenceException">A sentence cites nothing.</exception>
    public async Task<IncidentReport?> OfAsync(IncidentId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadIncidents);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // One state of the database from the first sentence to the last.
        await using var reading = await db.BeginReadAsync(cancellationToken);
        return await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is { } incident
            ? (await WriteAsync(db, incident, cancellationToken)).Checked()
            : null;
    }

    private async Task<IncidentReport> WriteAsync(GovernanceDb db, Incident incident, CancellationToken cancellationToken)
    {
        var agents = incident.Agents.ToArray();
        var named = incident.Identities.ToArray();
        var identities = await db.Identities.AsNoTracking()
            .Where(i => EF.Parameter(named).Contains(i.Id) || (i.AgentId != null && EF.Parameter(agents).Contains(i.AgentId.Value)))
            .ToListAsync(cancellationToken);
        var changes = await ChangesAsync(db, incident, [.. identities.Select(i => i.Id)], cancellationToken);
        var book = new EvidenceBook();
        var told = await TellAsync(db, changes.Take(MostChanges), cancellationToken);
        var paths = new PathReader(db, _platforms);
        var leads = new ChainReader(db, _platforms);
        var chain = new ChainWriter(book);
        var acts = new List<ReportAct>();
        foreach (var act in ActFolding.Fold(told))
        {
            acts.Add(chain.Write(acts.Count + 1, new(act, await paths.ReadAsync(act[0], cancellationToken), await leads.FindAsync(act[0].Change, cancellationToken))));
        }
        var claims = await ClaimsAsync(db, incident.Id, book, cancellationToken);
        return new(
            IncidentReport.CurrentFormat,
            incident.Id,
            incident.Title,
            incident.From,
            incident.To,
            [.. (await db.Agents.Where(a => EF.Parameter(agents).Contains(a.Id)).Select(a => a.Name).ToListAsync(cancellationToken)).Order(StringComparer.Ordinal)],
            [.. identities.Select(i => i.NativeId).Concat(incident.Callers).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            acts,
            RemarksOf(changes, book),
            claims,
            book.All);
    }

    private static async Task<IReadOnlyList<Change>> ChangesAsync(GovernanceDb db, Incident incident, IdentityId[] identities, CancellationToken cancellationToken)
    {
        var (from, to, origin) = (incident.From, incident.To, incident.Origin);
        var callers = incident.Callers.ToArray();
        var parties = db.ChangeParties.Where(p => EF.Parameter(identities).Contains(p.IdentityId) && p.At >= from && p.At < to).Select(p => p.Sequence);
        return await db.Changes.AsNoTracking()
            .Where(c => (c.At >= from && c.At < to && (parties.Contains(c.Sequence) || (c.Actor != null && EF.Parameter(callers).Contains(c.Actor)))) || c.Id == origin)
            .OrderBy(c => c.At).ThenBy(c => c.Sequence)
            .Take(MostChanges + 1)
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<ActChange>> TellAsync(GovernanceDb db, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        var told = changes.ToList();
        var sequences = told.Select(c => c.Sequence).ToArray();
        var actors = (await (
            from party in db.ChangeParties
            join identity in db.Identities.AsNoTracking() on party.IdentityId equals identity.Id
            join agent in db.Agents on identity.AgentId equals agent.Id into owners
            from agent in owners.DefaultIfEmpty()
            where party.IsActor && EF.Parameter(sequences).Contains(party.Sequence)
            orderby identity.Id
            select new { party.Sequence, identity, Agent = agent == null ? null : new AgentRef(agent.Id, agent.Name, agent.Status) }).ToListAsync(cancellationToken))
            .ToLookup(a => a.Sequence);
        return [.. told.Select(c => new ActChange(
            c,
            _platforms.GetValueOrDefault(c.Platform)?.Events.CallOf(c.Raw),
            actors[c.Sequence].FirstOrDefault()?.identity,
            actors[c.Sequence].FirstOrDefault()?.Agent))];
    }

    private static IReadOnlyList<ReportSentence> RemarksOf(IReadOnlyList<Change> changes, EvidenceBook book) => changes.Count <= MostChanges
        ? []
        : [new(
            ReportLink.Range,
            ReportColumn.Observed,
            changes[MostChanges].At,
            $"The range holds more than the first {MostChanges} changes that this report tells of: from {ReportTexts.Time(changes[MostChanges].At)} on they are left out. Make the range shorter to see them.",
            [book.Cite(changes[MostChanges])])];

    private static async Task<IReadOnlyList<ReportSentence>> ClaimsAsync(GovernanceDb db, IncidentId id, EvidenceBook book, CancellationToken cancellationToken)
    {
        var statements = await db.StatementsOfAsync(id, cancellationToken);
        var cited = statements.SelectMany(s => s.Cites).Distinct().ToArray();
        var changes = await db.Changes.AsNoTracking().Where(c => EF.Parameter(cited).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var writer = new ClaimWriter(book);
        return [.. statements.Select(s => writer.Write(s, s.Cites.Where(changes.ContainsKey).Select(c => changes[c])))];
    }
}
