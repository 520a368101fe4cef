using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Delegates;

/// <summary>Reads delegated identities, and works out what they inherit when it is asked.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines and events answer.</param>
public sealed class DelegateQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms)
{
    /// <summary>How many are looked at for one page of those with a finding, which no index knows.</summary>
    private const int MostLookedAt = 1_000;

    private readonly Dictionary<Platform, IPlatform> _platforms = platforms.ToDictionary(p => p.Platform);

    /// <summary>
    /// A page of delegated identities, those used last first. With a finding asked for it can hold fewer than asked and still have a next one.
    /// </summary>
    /// <exception cref="BadCursorException">The cursor is not of this list.</exception>
    public async Task<Page<DelegateRow>> ListAsync(DelegateFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var chosen = Chosen(db, filter);
        var (rows, looked, after) = (new List<DelegateRow>(), 0, Cursor.Read<DateTimeOffset>(page.After));
        while (true)
        {
            var found = await chosen.SortedBy(d => d.LastAt, d => d.Id, descending: true, after).Take(page.Limit + 1).ToListAsync(cancellationToken);
            var some = await RowsAsync(db, [.. found.Take(page.Limit)], cancellationToken);
            looked += some.Count;
            foreach (var row in some)
            {
                after = (row.LastAt, row.Id.Value);
                if (filter.Finding is { } kind && row.Finding?.Kind != kind)
                {
                    continue;
                }
                rows.Add(row);
                if (rows.Count == page.Limit)
                {
                    break;
                }
            }
            var isLast = found.Count <= page.Limit && (some.Count == 0 || after == (some[^1].LastAt, some[^1].Id.Value));
            if (isLast || rows.Count == page.Limit || looked >= MostLookedAt)
            {
                return new(rows, isLast || after is not { } last ? null : Cursor.Write(last.Key, last.Id));
            }
        }
    }

    /// <summary>One with its ceiling, or null when there is none with this id.</summary>
    public async Task<DelegateDetail?> FindAsync(DelegateId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Delegates.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellationToken) is not { } found)
        {
            return null;
        }
        var row = (await RowsAsync(db, [found], cancellationToken))[0];
        var proofs = await db.Changes.Where(c => c.Sequence == found.AgentSequence || c.Sequence == found.InitiatorSequence)
            .Select(c => new { c.Sequence, c.Id })
            .ToDictionaryAsync(c => c.Sequence, c => c.Id, cancellationToken);
        return new(
            row,
            proofs[found.AgentSequence],
            row.Initiator is null ? null : proofs[found.InitiatorSequence],
            await CeilingAsync(db, found, cancellationToken));
    }

    private static IQueryable<DelegatedIdentity> Chosen(GovernanceDb db, DelegateFilter filter)
    {
        var chosen = db.Delegates.AsNoTracking();
        if (filter.Identity is { } identity)
        {
            chosen = chosen.Where(d => d.IdentityId == identity);
        }
        if (filter.Q?.ToLowerInvariant() is { } text)
        {
            chosen = chosen.Where(d => d.SearchText.Contains(text));
        }
        return chosen;
    }

    private async Task<IReadOnlyList<DelegateRow>> RowsAsync(GovernanceDb db, IReadOnlyList<DelegatedIdentity> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
        {
            return [];
        }
        var ids = found.Select(d => d.IdentityId).Distinct().ToArray();
        var identities = await db.Identities.AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var agentIds = identities.Values.Select(i => i.AgentId).OfType<AgentId>().Distinct().ToArray();
        var agents = await db.Agents
            .Where(a => EF.Parameter(agentIds).Contains(a.Id) && (a.Status == AgentStatus.Confirmed || a.Status == AgentStatus.Quarantined))
            .Select(a => new AgentRef(a.Id, a.Name, a.Status))
            .ToDictionaryAsync(a => a.Id, cancellationToken);
        var findings = await FindingsAsync(db, found, identities, agents, cancellationToken);
        return [.. found.Select(d =>
        {
            var identity = identities[d.IdentityId];
            return new DelegateRow(
                d.Id,
                identity.Id,
                identity.Name,
                identity.Risk,
                d.Initiator.Length == 0 ? null : d.Initiator,
                d.InitiatorGrade,
                d.Agent,
                d.AgentGrade,
                d.FirstAt,
                d.LastAt,
                d.Count,
                OwnerOf(identity, agents),
                findings.TryGetValue(d.Id, out var kind) ? DelegateFinding.Of(kind, identity.Risk) : null);
        })];
    }

    private static AgentRef? OwnerOf(Identity identity, Dictionary<AgentId, AgentRef> agents) =>
        identity.AgentId is { } agent ? agents.GetValueOrDefault(agent) : null;

    /// <summary>Nothing is found about an identity that holds nothing, or that a person has since confirmed as an agent's own.</summary>
    private async Task<Dictionary<DelegateId, DelegateFindingKind>> FindingsAsync(
        GovernanceDb db, IReadOnlyList<DelegatedIdentity> found, Dictionary<IdentityId, Identity> identities, Dictionary<AgentId, AgentRef> agents, CancellationToken cancellationToken)
    {
        var asked = found.Where(d => identities[d.IdentityId] is { ObservedUntil: null } i && OwnerOf(i, agents) is null && _platforms.ContainsKey(i.Platform)).ToList();
        if (asked.Count == 0)
        {
            return [];
        }
        var holdings = await new HoldingReader(db).ReadAsync([.. asked.Select(d => identities[d.IdentityId]).DistinctBy(i => i.Id)], resource: null, cancellationToken);
        var sequences = asked.Select(d => d.AgentSequence).Distinct().ToArray();
        var raws = await db.Changes.Where(c => EF.Parameter(sequences).Contains(c.Sequence))
            .Select(c => new { c.Sequence, c.Raw })
            .ToDictionaryAsync(c => c.Sequence, c => c.Raw, cancellationToken);
        var works = _platforms.ToDictionary(p => p.Key, p => new CeilingWork(p.Value.Permissions));
        var findings = new Dictionary<DelegateId, DelegateFindingKind>();
        foreach (var d in asked)
        {
            var platform = identities[d.IdentityId].Platform;
            if (holdings[d.IdentityId].Entitlements.Count > 0 && works[platform].FindingOf(holdings[d.IdentityId].Holding, _platforms[platform].Events.AgentContextOf(raws[d.AgentSequence])) is { } kind)
            {
                findings.Add(d.Id, kind);
            }
        }
        return findings;
    }

    private async Task<AuthorityCeiling?> CeilingAsync(GovernanceDb db, DelegatedIdentity found, CancellationToken cancellationToken)
    {
        if (await new HoldingReader(db).FindAsync(found.IdentityId, resource: null, cancellationToken) is not var (identity, held)
            || !_platforms.TryGetValue(identity.Platform, out var platform))
        {
            return null;
        }
        var raw = await db.Changes.Where(c => c.Sequence == found.AgentSequence).Select(c => c.Raw).SingleAsync(cancellationToken);
        var used = await UsedAsync(db, found, platform.Events, cancellationToken);
        return new CeilingWork(platform.Permissions).CeilingOf(held.Holding, platform.Events.AgentContextOf(raw), used, held.Gaps);
    }

    /// <summary>What it was seen doing, from its own events. Failed attempts are no use.</summary>
    private static async Task<HashSet<string>> UsedAsync(GovernanceDb db, DelegatedIdentity found, IEventReader reader, CancellationToken cancellationToken)
    {
        var initiator = found.Initiator.Length == 0 ? null : found.Initiator;
        var calls = await db.ChangeParties.AsNoTracking()
            .Where(p => p.IdentityId == found.IdentityId && p.IsActor)
            .Join(
                db.Changes.AsNoTracking().Where(c => c.NamedAgent == found.Agent && c.Initiator == initiator && c.Error == null),
                p => p.Sequence, c => c.Sequence, (p, c) => new { c.Service, c.Name })
            .Distinct()
            .ToListAsync(cancellationToken);
        return calls.SelectMany(c => reader.ActionsOf(c.Service, c.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
