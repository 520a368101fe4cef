using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Reading;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Reads changes with the names of those who have a part in them, in as many queries for one row as for five hundred.</summary>
internal static class ChangeRows
{
    /// <summary>The rows, in the order of <paramref name="sequences"/>.</summary>
    public static async Task<IReadOnlyList<ChangeRow>> ReadAsync(GovernanceDb db, IReadOnlyList<long> sequences, CancellationToken cancellationToken)
    {
        var asked = sequences.ToArray();
        var rows = await db.Changes.AsNoTracking()
            .Where(c => EF.Parameter(asked).Contains(c.Sequence))
            .Join(db.Sources, c => c.SourceId, s => s.Id, (c, s) => new Columns(
                new ChangeRow
                {
                    Id = c.Id,
                    Source = new SourceRef(s.Id, s.Name),
                    Platform = c.Platform,
                    EventId = c.EventId,
                    At = c.At,
                    ArrivedAt = c.ArrivedAt,
                    Kind = c.Kind,
                    Name = c.Name,
                    Service = c.Service,
                    Container = c.Container,
                    Actor = null,
                    Session = c.Session,
                    Initiator = c.Initiator,
                    InitiatorGrade = c.InitiatorGrade,
                    NamedAgent = c.NamedAgent,
                    AgentGrade = c.AgentGrade,
                    Grade = c.Grade,
                    Subjects = Array.Empty<ChangeParticipant>(),
                    SubjectCount = c.SubjectCount,
                    Policy = c.Policy,
                    Group = c.Group,
                    Scope = c.Scope,
                    Error = c.Error,
                    Risk = null,
                    RiskDelta = c.RiskDelta,
                    Certification = c.Certification,
                    IsSimulated = c.IsSimulated,
                    IsSilent = c.IsSilent,
                    Sequence = c.Sequence,
                },
                c.Actor,
                c.NamedSubjects))
            .ToDictionaryAsync(c => c.Row.Sequence, cancellationToken);
        var parties = await PartiesAsync(db, rows.Values, cancellationToken);
        return [.. sequences.Where(rows.ContainsKey).Select(s => Complete(rows[s], parties[s]))];
    }

    /// <summary>The rows with evidence and content but for guarded texts, in the order of <paramref name="sequences"/>.</summary>
    public static Task<IReadOnlyList<ChangeDetail>> ReadDetailsAsync(GovernanceDb db, IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        ReadDetailsAsync(db, sequences, isWhole: false, cancellationToken);

    /// <summary>The same, on request with guarded texts, for whoever records that.</summary>
    public static async Task<IReadOnlyList<ChangeDetail>> ReadDetailsAsync(
        GovernanceDb db, IReadOnlyList<long> sequences, bool isWhole, CancellationToken cancellationToken)
    {
        var asked = sequences.ToArray();
        var rows = await ReadAsync(db, sequences, cancellationToken);
        var contents = await db.Changes.AsNoTracking()
            .Where(c => EF.Parameter(asked).Contains(c.Sequence))
            .Select(c => new { c.Sequence, c.Evidence, c.Before, c.IsBeforeDerived, c.After, c.Digest, c.SearchText })
            .ToDictionaryAsync(c => c.Sequence, cancellationToken);
        var involved = (await db.ChangeParties
            .Where(p => EF.Parameter(asked).Contains(p.Sequence))
            .Join(db.Identities, p => p.IdentityId, i => i.Id, (p, i) => new { p.Sequence, i.Id, i.AgentId })
            .ToListAsync(cancellationToken))
            .ToLookup(p => p.Sequence);
        var guarded = await db.GuardedAsync(
            [.. rows.Where(r => contents.TryGetValue(r.Sequence, out var c) && (GuardedPolicies.MayHoldPolicy(c.Before) || GuardedPolicies.MayHoldPolicy(c.After))).Select(r => (r.Sequence, r.Policy))],
            cancellationToken);
        return [.. rows.Where(r => contents.ContainsKey(r.Sequence)).Select(r => new ChangeDetail(r)
        {
            Evidence = contents[r.Sequence].Evidence,
            Before = isWhole || !guarded.Contains(r.Sequence) ? contents[r.Sequence].Before : null,
            IsBeforeDerived = contents[r.Sequence].IsBeforeDerived,
            After = isWhole || !guarded.Contains(r.Sequence) ? contents[r.Sequence].After : null,
            IsGuarded = guarded.Contains(r.Sequence),
            Digest = contents[r.Sequence].Digest,
            SearchText = contents[r.Sequence].SearchText,
            InvolvedIdentities = involved[r.Sequence].Select(p => p.Id).ToHashSet(),
            InvolvedAgents = involved[r.Sequence].Where(p => p.AgentId is not null).Select(p => p.AgentId!.Value).ToHashSet(),
        })];
    }

    private static async Task<ILookup<long, Party>> PartiesAsync(GovernanceDb db, IReadOnlyCollection<Columns> rows, CancellationToken cancellationToken)
    {
        var few = rows.Where(r => r.Row.SubjectCount <= ChangeRow.MostSubjects).Select(r => r.Row.Sequence).ToArray();
        var parties = await Named(db, db.ChangeParties.Where(p => EF.Parameter(few).Contains(p.Sequence))).ToListAsync(cancellationToken);
        // What happened to thousands at once is rare: each gets a query of its own, bounded.
        foreach (var sequence in rows.Where(r => r.Row.SubjectCount > ChangeRow.MostSubjects).Select(r => r.Row.Sequence))
        {
            var some = db.ChangeParties.Where(p => p.Sequence == sequence).OrderByDescending(p => p.IsActor).ThenBy(p => p.IdentityId);
            parties.AddRange(await Named(db, some.Take(ChangeRow.MostSubjects + 1)).ToListAsync(cancellationToken));
        }
        return parties.ToLookup(p => p.Sequence);
    }

    private static IQueryable<Party> Named(GovernanceDb db, IQueryable<ChangeParty> parties) =>
        from party in parties
        join identity in db.Identities on party.IdentityId equals identity.Id
        join agent in db.Agents on identity.AgentId equals agent.Id into agents
        from agent in agents.DefaultIfEmpty()
        select new Party(
            party.Sequence,
            party.IsSubject,
            party.IsActor,
            identity.Risk,
            new ChangeParticipant(
                identity.Name,
                identity.NativeId,
                identity.Id,
                agent == null ? null : new AgentRef(agent.Id, agent.Name, agent.Status)));

    private static ChangeRow Complete(Columns columns, IEnumerable<Party> parties)
    {
        var known = parties.ToList();
        var subjects = known.Where(p => p.IsSubject).Select(p => p.Who).OrderBy(w => w.Name, StringComparer.Ordinal).Take(ChangeRow.MostSubjects).ToList();
        var unknown = columns.NamedSubjects
            .Where(n => !subjects.Exists(s => n.NativeId is null ? s.Name == n.Name : s.NativeId == n.NativeId))
            .Select(n => new ChangeParticipant(n.Name, n.NativeId, null, null))
            .ToList();
        var actor = known.Find(p => p.IsActor)?.Who
            ?? (columns.Actor is { } native ? new ChangeParticipant(ShortNameOf(native), native, null, null) : null);
        return columns.Row with
        {
            Actor = actor,
            Subjects = [.. subjects, .. unknown],
            SubjectCount = columns.Row.SubjectCount + unknown.Count,
            Risk = known.Count == 0 ? null : known.Max(p => p.Risk),
        };
    }

    private static string ShortNameOf(string nativeId) => nativeId[(nativeId.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : nativeId;

    private sealed record Columns(ChangeRow Row, string? Actor, IReadOnlyList<Platforms.EventSubject> NamedSubjects);

    private sealed record Party(long Sequence, bool IsSubject, bool IsActor, int Risk, ChangeParticipant Who);
}
