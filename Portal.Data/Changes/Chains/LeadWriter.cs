using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Chains;

/// <summary>
/// Keeps, inside the command that stores events, what calls of agents lead to; and keeps acts that destroy something and name no agent, should
/// such a call come before or after them. Which acts become changes does not depend on the order of arrival.
/// </summary>
/// <param name="scope">The command's scope; the lock on changes is held.</param>
/// <param name="source">The source of the events.</param>
/// <param name="reader">Reads them.</param>
internal sealed class LeadWriter(CommandScope scope, SourceId source, IEventReader reader)
{
    private const int ForgottenAtOnce = 1_000;

    /// <summary>By what that is known which the calls of agents among <paramref name="kept"/> lead to.</summary>
    public IReadOnlyList<FreshLead> LeadsOf(IEnumerable<NativeEvent> kept) =>
        [.. from call in kept
            where call is { Agent: not null, Error: null }
            from lead in reader.LeadsOf(call.Raw)
            select new FreshLead(call, lead, ChainLead.KeyOf(lead.Key))];

    /// <summary>Writes what calls lead to, whose changes were just written.</summary>
    public Task NoteAsync(IReadOnlyList<FreshLead> leads, IEnumerable<Change> written, CancellationToken cancellationToken)
    {
        if (leads.Count == 0)
        {
            return Task.CompletedTask;
        }
        var sequences = written.ToDictionary(c => c.EventId, c => c.Sequence, StringComparer.Ordinal);
        var rows = leads.Select(l => ChainLead.Of(l.Key, l.Lead, source, l.Call.EventId, l.Call.At, sequences[l.Call.EventId]));
        return scope.Db.BulkInsertAsync(rows, skipExisting: true, cancellationToken);
    }

    /// <summary>Of acts that name no agent, those that a known call or one of <paramref name="leads"/> may have set off. The others are kept for a while.</summary>
    /// <returns>Those that were led to, and how many of the others are new.</returns>
    public async Task<(IReadOnlyList<NativeEvent> LedTo, int Waiting)> SortAsync(
        IReadOnlyList<NativeEvent> acts, IReadOnlyList<FreshLead> leads, bool areSimulated, CancellationToken cancellationToken)
    {
        var passing = acts.Select(act => (Act: act, Keys: reader.TrailOf(act.Raw).Keys.Select(k => new Way(ChainLead.KeyOf(k.Key), k.Within)).ToList()))
            .Where(p => p.Keys.Count > 0)
            .ToList();
        if (passing.Count == 0)
        {
            return ([], 0);
        }
        var here = leads.ToLookup(l => l.Key, l => l.Call.At);
        var keys = passing.SelectMany(p => p.Keys).Select(k => k.Key).Distinct().ToArray();
        var known = await KnownAsync(keys, cancellationToken);
        var (ledTo, others) = (new List<NativeEvent>(), new List<(NativeEvent Act, List<Way> Keys)>());
        foreach (var (act, ways) in passing)
        {
            if (ways.Exists(way => here[way.Key].Any(at => at <= act.At && at >= act.At - way.Within)) || await IsLedToAsync(act, ways.FindAll(w => known.Contains(w.Key)), cancellationToken))
            {
                ledTo.Add(act);
            }
            else
            {
                others.Add((act, ways));
            }
        }
        return (ledTo, await KeepAsync(others, areSimulated, cancellationToken));
    }

    /// <summary>Takes those out of the acts that wait which one of <paramref name="leads"/> may have set off.</summary>
    public async Task<IReadOnlyList<(NativeEvent Act, bool IsSimulated)>> TakeAsync(
        IReadOnlyList<FreshLead> leads, CancellationToken cancellationToken)
    {
        var keys = leads.Select(l => l.Key).Distinct().ToArray();
        if (keys.Length == 0)
        {
            return [];
        }
        var ofSource = scope.Db.PassingKeys.Where(k => k.SourceId == source);
        var found = await scope.Db.Each(keys).Select(key => new { Key = key, IsThere = ofSource.Any(k => k.Key == key) }).ToListAsync(cancellationToken);
        var waiting = found.Where(f => f.IsThere).Select(f => f.Key).ToHashSet();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (call, _, key) in leads.Where(l => waiting.Contains(l.Key)))
        {
            var at = call.At.ToUniversalTime();
            var until = at + HopKey.Longest;
            taken.UnionWith(await ofSource.Where(k => k.Key == key && k.At >= at && k.At <= until && k.NotBefore <= at).Select(k => k.EventId).ToListAsync(cancellationToken));
        }
        if (taken.Count == 0)
        {
            return [];
        }
        var ids = taken.Order(StringComparer.Ordinal).ToArray();
        var acts = scope.Db.PassingActs.Where(a => a.SourceId == source && EF.Parameter(ids).Contains(a.EventId));
        var rows = await acts.AsNoTracking().OrderBy(a => a.EventId).ToListAsync(cancellationToken);
        await ofSource.Where(k => EF.Parameter(ids).Contains(k.EventId)).ExecuteDeleteAsync(cancellationToken);
        await acts.ExecuteDeleteAsync(cancellationToken);
        return [.. from row in rows
            from read in reader.Read(Encoding.UTF8.GetBytes(row.Raw)).OfType<ReadEvent.Accepted>()
            select (read.Event, row.IsSimulated)];
    }

    private async Task<HashSet<IndexKey>> KnownAsync(IndexKey[] keys, CancellationToken cancellationToken)
    {
        var ofSource = scope.Db.ChainLeads.Where(l => l.SourceId == source);
        var found = await scope.Db.Each(keys).Select(key => new { Key = key, IsThere = ofSource.Any(l => l.Key == key) }).ToListAsync(cancellationToken);
        return [.. found.Where(f => f.IsThere).Select(f => f.Key)];
    }

    private async Task<bool> IsLedToAsync(NativeEvent act, List<Way> keys, CancellationToken cancellationToken)
    {
        foreach (var way in keys)
        {
            var (key, at) = (way.Key, act.At.ToUniversalTime());
            var from = at - way.Within;
            if (await scope.Db.ChainLeads.AnyAsync(l => l.Key == key && l.At <= at && l.At >= from && l.SourceId == source, cancellationToken))
            {
                return true;
            }
        }
        return false;
    }

    private async Task<int> KeepAsync(List<(NativeEvent Act, List<Way> Keys)> others, bool areSimulated, CancellationToken cancellationToken)
    {
        if (others.Count == 0)
        {
            return 0;
        }
        var kept = await scope.Db.BulkInsertAsync(
            others.Select(o => new PassingAct { SourceId = source, EventId = o.Act.EventId, ArrivedAt = scope.Now, IsSimulated = areSimulated, Raw = OutsideText.Storable(o.Act.Raw) }),
            skipExisting: true,
            cancellationToken);
        if (kept == 0)
        {
            return 0;
        }
        await scope.Db.BulkInsertAsync(
            from other in others
            let at = other.Act.At.ToUniversalTime()
            from way in other.Keys
            select new PassingKey { SourceId = source, Key = way.Key, At = at, NotBefore = at - way.Within, EventId = other.Act.EventId },
            skipExisting: true,
            cancellationToken);
        await ForgetAsync(cancellationToken);
        return kept;
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var before = scope.Now - PassingAct.KeptFor;
        var old = await scope.Db.PassingActs.Where(a => a.SourceId == source && a.ArrivedAt < before)
            .OrderBy(a => a.ArrivedAt).Take(ForgottenAtOnce).Select(a => a.EventId).ToArrayAsync(cancellationToken);
        if (old.Length > 0)
        {
            await scope.Db.PassingKeys.Where(k => k.SourceId == source && EF.Parameter(old).Contains(k.EventId)).ExecuteDeleteAsync(cancellationToken);
            await scope.Db.PassingActs.Where(a => a.SourceId == source && EF.Parameter(old).Contains(a.EventId)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private sealed record Way(IndexKey Key, TimeSpan Within);
}
