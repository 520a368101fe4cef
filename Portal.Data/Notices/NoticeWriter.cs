using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Notices.Delivery;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>
/// Raises notices for changes, in the transaction that stores them. Without a rule that costs one look at a small table; with rules, one query
/// for who has a part in what fits, and memory.
/// </summary>
internal sealed class NoticeWriter : IChangeFollower
{
    /// <summary>Held while notices are written: commits then happen in the order of <see cref="Notice.Sequence"/>, so that who reads on from the last one misses none.</summary>
    internal const string LockName = "notices";

    /// <summary>For how long changes of one agent or identity are counted in one notice.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>How many agents and identities a rule tells apart within a window. What comes on top is counted in one notice about many.</summary>
    internal const int MostApart = 20;

    /// <inheritdoc/>
    public async Task OnWrittenAsync(CommandScope scope, Source source, IReadOnlyCollection<WrittenChange> written, CancellationToken cancellationToken)
    {
        var rules = await scope.Db.NoticeRules.AsNoTracking()
            .Where(r => r.IsEnabled && r.Trigger == NoticeTrigger.Change)
            .OrderBy(r => r.Id)
            .ToListAsync(cancellationToken);
        var asked = written.Where(w => rules.Exists(r => r.Conditions.FitChange(w.Change))).ToList();
        if (asked.Count == 0)
        {
            return;
        }
        var parties = await PartiesAsync(scope.Db, asked, cancellationToken);
        var found = rules.SelectMany(rule => asked
            .Where(w => rule.Conditions.FitChange(w.Change))
            .Select(w => Hit.Of(rule, w, parties))
            .OfType<Hit>()).ToList();
        if (found.Count > 0)
        {
            await WriteAsync(scope, source, found, cancellationToken);
        }
    }

    /// <summary>The place after the last notice. Only true while the lock is held.</summary>
    internal static async Task<long> NextSequenceAsync(GovernanceDb db, CancellationToken cancellationToken) =>
        (await db.Notices.MaxAsync(n => (long?)n.Sequence, cancellationToken) ?? 0) + 1;

    private static async Task<Dictionary<IdentityId, NoticeParty>> PartiesAsync(GovernanceDb db, List<WrittenChange> asked, CancellationToken cancellationToken)
    {
        var ids = asked.SelectMany(w => w.Parties).Select(p => p.IdentityId).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }
        var agents = db.Agents;
        return await db.Identities.AsNoTracking()
            .Where(i => EF.Parameter(ids).Contains(i.Id))
            .Select(i => new NoticeParty(
                i.Id,
                i.Name,
                i.Risk,
                i.AgentId,
                agents.Where(a => a.Id == i.AgentId).Select(a => a.Name).FirstOrDefault(),
                agents.Where(a => a.Id == i.AgentId).Select(a => a.Environment).FirstOrDefault()))
            .ToDictionaryAsync(p => p.Id, cancellationToken);
    }

    private static async Task WriteAsync(CommandScope scope, Source source, List<Hit> found, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(LockName, cancellationToken);
        var since = scope.Now - Window;
        var ids = found.Select(h => h.Rule.Id).Distinct().ToArray();
        var open = await scope.Db.Notices
            .Where(n => EF.Parameter(ids).Contains(n.RuleId) && n.At > since && n.What == NoticeWhat.Change)
            .ToListAsync(cancellationToken);
        var sequence = await NextSequenceAsync(scope.Db, cancellationToken);
        var raised = new List<(NoticeRule Rule, Notice Notice)>();
        foreach (var ofRule in found.GroupBy(h => h.Rule.Id))
        {
            // The newest of each: where the clocks of two portals differ, both may have begun one.
            var places = open.Where(n => n.RuleId == ofRule.Key).GroupBy(n => n.About, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(n => n.Sequence)!, StringComparer.Ordinal);
            foreach (var about in ofRule.GroupBy(h => h.About, StringComparer.Ordinal))
            {
                var newest = about.MaxBy(h => h.Change.Sequence)!;
                var isApart = places.ContainsKey(about.Key) || places.Count(p => p.Key != Notice.OfMany) < MostApart;
                var key = isApart ? about.Key : Notice.OfMany;
                if (!places.TryGetValue(key, out var notice))
                {
                    notice = newest.Raise(source, key, sequence++, scope.Now);
                    places.Add(key, notice);
                    raised.Add((newest.Rule, notice));
                }
                notice.Add(newest.Change, newest.Actor, about.Count(), scope.Now);
            }
        }
        await InsertAsync(scope, source, raised, cancellationToken);
    }

    private static async Task InsertAsync(CommandScope scope, Source source, List<(NoticeRule Rule, Notice Notice)> raised, CancellationToken cancellationToken)
    {
        scope.Announce(Topic.Notices);
        if (raised.Count == 0)
        {
            return;
        }
        // At once and not with the command's end: a command may write several batches, and the next has to find these.
        await scope.Db.BulkInsertAsync(raised.Select(r => r.Notice), skipExisting: false, cancellationToken);
        await scope.Db.BulkInsertAsync(raised.Select(r => NoticeDelivery.Of(r.Rule, r.Notice, scope.Now)).OfType<NoticeDelivery>(), skipExisting: false, cancellationToken);
        scope.Record(
            "notices.raise",
            new("source", source.Id.Value.ToString(), source.Name),
            after: raised.GroupBy(r => r.Rule.Id).Select(g => new { Rule = g.First().Rule.Name, Notices = g.Count() }).ToList());
    }

    /// <summary>A change that a rule asks for.</summary>
    private sealed record Hit(NoticeRule Rule, Change Change, NoticeParty? Party, string? Actor)
    {
        /// <summary>What the change is about: the agent, or else the identity, or else its source.</summary>
        public string About => Party switch
        {
            { Agent: { } agent } => $"agent:{agent.Value:N}",
            { } party => $"identity:{party.Id.Value:N}",
            null => $"source:{Change.SourceId.Value:N}",
        };

        /// <summary>The hit, or null when nobody who has a part fits. Whom it happened to goes before who did it, and an agent's before others.</summary>
        public static Hit? Of(NoticeRule rule, WrittenChange written, Dictionary<IdentityId, NoticeParty> known)
        {
            var parties = written.Parties
                .OrderByDescending(p => p.IsSubject)
                .Select(p => known.GetValueOrDefault(p.IdentityId))
                .OfType<NoticeParty>()
                .OrderByDescending(p => p.Agent is not null)
                .ToList();
            var actor = written.Parties.Where(p => p.IsActor).Select(p => known.GetValueOrDefault(p.IdentityId)?.Name).FirstOrDefault() ?? written.Change.Actor;
            var party = parties.Find(p => rule.Conditions.FitParty(written.Change, p));
            return party is not null || (parties.Count == 0 && rule.Conditions.FitParty(written.Change, party: null)) ? new(rule, written.Change, party, actor) : null;
        }

        /// <summary>The first notice of it, that counts nothing yet.</summary>
        public Notice Raise(Source source, string about, long sequence, DateTimeOffset now) => new()
        {
            Sequence = sequence,
            RuleId = Rule.Id,
            What = NoticeWhat.Change,
            About = about,
            SourceId = source.Id,
            Platform = source.Platform,
            AgentId = about == Notice.OfMany ? null : Party?.Agent,
            IdentityId = about == Notice.OfMany ? null : Party?.Id,
            AboutName = about == Notice.OfMany ? null : Party?.AgentName ?? Party?.Name,
            Count = 0,
            At = now,
            LastAt = now,
        };
    }
}
