using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Delegates;

/// <summary>Keeps delegated identities up with the changes, in the transaction that stores those or ties them to their identities. Each change counts once.</summary>
/// <param name="db">The database; the lock on changes is held.</param>
internal sealed class DelegateWriter(GovernanceDb db)
{
    private const int ChangesAtOnce = 5_000;

    private static readonly string[] Written =
    [
        nameof(DelegatedIdentity.FirstAt), nameof(DelegatedIdentity.LastAt), nameof(DelegatedIdentity.Count),
        nameof(DelegatedIdentity.AgentGrade), nameof(DelegatedIdentity.AgentSequence),
        nameof(DelegatedIdentity.InitiatorGrade), nameof(DelegatedIdentity.InitiatorSequence),
    ];

    /// <summary>Notes changes that were just written.</summary>
    public Task NoteAsync(IEnumerable<Change> written, PartyLookup lookup, CancellationToken cancellationToken) =>
        NoteAsync(
            [.. written.Where(c => c is { NamedAgent: not null, Actor: not null })
                .Select(c => lookup.Find(c.Actor!) is { Agent: null } actor ? ActOf(c.NamedAgent!, c.Initiator, c, actor.Id, actor.Name) : null)
                .OfType<DelegatedAct>()],
            cancellationToken);

    /// <summary>Notes changes whose actors just became known.</summary>
    public async Task NoteAsync(IEnumerable<ChangeParty> linked, CancellationToken cancellationToken)
    {
        foreach (var some in linked.Where(p => p.IsActor).Chunk(ChangesAtOnce))
        {
            var sequences = some.Select(p => p.Sequence).ToArray();
            var named = await db.Changes.AsNoTracking()
                .Where(c => EF.Parameter(sequences).Contains(c.Sequence) && c.NamedAgent != null)
                .Select(c => new { c.Sequence, c.NamedAgent, c.AgentGrade, c.Initiator, c.InitiatorGrade, c.At, c.EventId })
                .ToDictionaryAsync(c => c.Sequence, cancellationToken);
            if (named.Count == 0)
            {
                continue;
            }
            var ids = some.Select(p => p.IdentityId).Distinct().ToArray();
            var agents = db.Agents.Where(a => a.Status == AgentStatus.Confirmed || a.Status == AgentStatus.Quarantined);
            var actors = await db.Identities.AsNoTracking()
                .Where(i => EF.Parameter(ids).Contains(i.Id) && !agents.Any(a => a.Id == i.AgentId))
                .Select(i => new { i.Id, i.Name })
                .ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
            await NoteAsync(
                [.. from party in some
                    where named.ContainsKey(party.Sequence) && actors.ContainsKey(party.IdentityId)
                    let c = named[party.Sequence]
                    select new DelegatedAct(
                        party.IdentityId, actors[party.IdentityId], c.Initiator ?? string.Empty, c.InitiatorGrade, c.NamedAgent!, c.AgentGrade, c.At, c.EventId, c.Sequence)],
                cancellationToken);
        }
    }

    private async Task NoteAsync(IReadOnlyList<DelegatedAct> acts, CancellationToken cancellationToken)
    {
        if (acts.Count == 0)
        {
            return;
        }
        var ids = acts.Select(a => a.IdentityId).Distinct().ToArray();
        var known = await (
            from d in db.Delegates.AsNoTracking()
            where EF.Parameter(ids).Contains(d.IdentityId)
            join a in db.Changes on d.AgentSequence equals a.Sequence
            join i in db.Changes on d.InitiatorSequence equals i.Sequence
            select new { Delegate = d, AgentAt = a.At, AgentEvent = a.EventId, InitiatorAt = i.At, InitiatorEvent = i.EventId }).ToListAsync(cancellationToken);
        var byKey = known.ToDictionary(k => (k.Delegate.IdentityId, k.Delegate.Initiator, k.Delegate.Agent));
        var (added, moved) = (new List<DelegatedIdentity>(), new List<DelegatedIdentity>());
        foreach (var some in acts.GroupBy(a => (a.IdentityId, a.Initiator, a.Agent)))
        {
            if (byKey.GetValueOrDefault(some.Key) is { Delegate: var d } k)
            {
                Apply(d, Proof.Best([.. some.Select(a => a.OfAgent), new(d.AgentGrade, k.AgentAt, k.AgentEvent, d.AgentSequence)]),
                    Proof.Best([.. some.Select(a => a.OfInitiator), new(d.InitiatorGrade, k.InitiatorAt, k.InitiatorEvent, d.InitiatorSequence)]));
                d.FirstAt = Earlier(d.FirstAt, some.Min(a => a.At));
                d.LastAt = Later(d.LastAt, some.Max(a => a.At));
                d.Count += some.Count();
                moved.Add(d);
            }
            else
            {
                added.Add(New([.. some]));
            }
        }
        await db.BulkInsertAsync(added, skipExisting: false, cancellationToken);
        await db.BulkUpdateAsync(moved, Written, cancellationToken);
    }

    private static DelegatedIdentity New(IReadOnlyList<DelegatedAct> acts)
    {
        var (agent, initiator) = (Proof.Best(acts.Select(a => a.OfAgent)), Proof.Best(acts.Select(a => a.OfInitiator)));
        return new()
        {
            IdentityId = acts[0].IdentityId,
            Initiator = acts[0].Initiator,
            Agent = acts[0].Agent,
            FirstAt = acts.Min(a => a.At),
            LastAt = acts.Max(a => a.At),
            Count = acts.Count,
            AgentGrade = agent.Grade,
            AgentSequence = agent.Sequence,
            InitiatorGrade = initiator.Grade,
            InitiatorSequence = initiator.Sequence,
            SearchText = OutsideText.SearchTextOf([acts[0].Initiator, acts[0].Agent, acts[0].IdentityName]),
        };
    }

    private static void Apply(DelegatedIdentity known, Proof agent, Proof initiator)
    {
        (known.AgentGrade, known.AgentSequence) = (agent.Grade, agent.Sequence);
        (known.InitiatorGrade, known.InitiatorSequence) = (initiator.Grade, initiator.Sequence);
    }

    private static DelegatedAct ActOf(string agent, string? initiator, Change change, IdentityId identity, string name) =>
        new(identity, name, initiator ?? string.Empty, change.InitiatorGrade, agent, change.AgentGrade, change.At, change.EventId, change.Sequence);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
