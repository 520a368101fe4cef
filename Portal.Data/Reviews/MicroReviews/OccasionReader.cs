using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>
/// Finds what sets a rule off, from what is stored anyway: the one reading behind preview and rule. What became known late is found by when it
/// became known.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="engines">The engines of the platforms.</param>
internal sealed class OccasionReader(GovernanceDb db, IReadOnlyDictionary<Platform, IPermissionEngine> engines)
{
    // Events that come later than this are seen by the next snapshot.
    private static readonly TimeSpan Late = TimeSpan.FromDays(7);

    /// <summary>Finds it.</summary>
    /// <param name="trigger">What sets the rule off.</param>
    /// <param name="threshold">The risk or the days that it takes.</param>
    /// <param name="filter">Whose access, as the query text of an <see cref="AgentFilter"/>.</param>
    /// <param name="since">From when on it became known.</param>
    /// <param name="now">The time.</param>
    /// <param name="known">Keys of what was found before, which is not looked at again.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<FoundOccasion>> FindAsync(
        MicroReviewTrigger trigger, int? threshold, string filter, DateTimeOffset since, DateTimeOffset now, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        var agents = await AgentQueries.ChosenAsync(db, AgentFilter.Parse(filter), cancellationToken);
        var identities = db.Identities.AsNoTracking().Where(i => agents.Any(a => a.Id == i.AgentId));
        var found = trigger switch
        {
            MicroReviewTrigger.PrivilegedAdded => await new PrivilegedAdditions(db, engines).FindAsync(identities, since, known, cancellationToken),
            MicroReviewTrigger.BeyondAttested => await BeyondAsync(identities, since, cancellationToken),
            MicroReviewTrigger.RiskReached => await RiskAsync(identities, threshold!.Value, since, cancellationToken),
            MicroReviewTrigger.OwnerLeft => await LeftAsync(agents, since, cancellationToken),
            MicroReviewTrigger.Dormant => await DormantAsync(identities, threshold!.Value, since, now, cancellationToken),
        };
        return [.. found.Where(f => !known.Contains(f.Key)).OrderBy(f => f.At).ThenBy(f => f.Key, StringComparer.Ordinal)];
    }

    private async Task<IEnumerable<FoundOccasion>> RiskAsync(IQueryable<Identity> identities, int risk, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var crossed = await db.RiskChanges.AsNoTracking()
            .Where(c => c.At >= since && c.From < risk && c.To >= risk && identities.Any(i => i.Id == c.IdentityId))
            .ToListAsync(cancellationToken);
        return crossed.Select(c => new FoundOccasion(
            $"risk/{c.Id}",
            c.IdentityId!.Value,
            null,
            null,
            c.At,
            string.Create(CultureInfo.InvariantCulture, $"Its risk went from {c.From} to {c.To}{(c.Came.Count > 0 ? $": {c.Came[0].Fact}" : string.Empty)}.")));
    }

    /// <summary>From the record: who answers for an agent now does not tell who did.</summary>
    private async Task<IEnumerable<FoundOccasion>> LeftAsync(IQueryable<Agent> agents, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var entries = await db.AuditEntries.AsNoTracking()
            .Where(e => e.Action == "agent.inherit" && e.SubjectKind == "agent" && e.At >= since && e.Outcome == AuditOutcome.Done)
            .Select(e => new { e.Sequence, e.At, e.SubjectId, e.Reason })
            .ToListAsync(cancellationToken);
        var ids = entries.Select(e => (AgentId?)new AgentId(Guid.Parse(e.SubjectId))).Distinct().ToArray();
        var held = (await db.Identities.AsNoTracking()
            .Where(i => i.ObservedUntil == null && EF.Parameter(ids).Contains(i.AgentId) && agents.Any(a => a.Id == i.AgentId))
            .Select(i => new { i.Id, i.AgentId })
            .ToListAsync(cancellationToken)).ToLookup(i => i.AgentId!.Value, i => i.Id);
        return
            from entry in entries
            from identity in held[new AgentId(Guid.Parse(entry.SubjectId))]
            select new FoundOccasion($"owner/{entry.Sequence}/{identity.Value:N}", identity, null, null, entry.At, $"Its agent's owner left. {entry.Reason}".TrimEnd());
    }

    private static async Task<IEnumerable<FoundOccasion>> DormantAsync(
        IQueryable<Identity> identities, int days, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (from, to) = (since.AddDays(-days), now.AddDays(-days));
        var dormant = await identities
            .Where(i => i.ObservedUntil == null && i.LastUsedAt > from && i.LastUsedAt <= to)
            .Select(i => new { i.Id, i.LastUsedAt })
            .ToListAsync(cancellationToken);
        return dormant.Select(i => new FoundOccasion(
            string.Create(CultureInfo.InvariantCulture, $"dormant/{i.Id.Value:N}/{i.LastUsedAt!.Value.ToMicrosecond().UtcTicks}/{days}"),
            i.Id,
            null,
            null,
            i.LastUsedAt!.Value.AddDays(days),
            string.Create(CultureInfo.InvariantCulture, $"It did nothing for {days} days: it was last used on {i.LastUsedAt.Value.UtcDateTime:yyyy-MM-dd}.")));
    }

    /// <summary>By the changes that went beyond, for those identities that still stand so. One that only an event told of waits for the snapshot that shows it.</summary>
    private async Task<IEnumerable<FoundOccasion>> BeyondAsync(IQueryable<Identity> identities, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var standings = db.Standings;
        var beyond = await identities
            .Where(i => i.ObservedUntil == null && standings.Any(s => s.IdentityId == i.Id && (s.State == Certification.Uncertified || s.ToldAt != null)))
            .Select(i => new { i.Id, i.SourceId, i.Platform, i.Container })
            .ToListAsync(cancellationToken);
        var earliest = since - Late;
        var changes = db.Changes.AsNoTracking().Where(c => c.Certification == Certification.Uncertified && c.Error == null && c.ArrivedAt >= since && c.At >= earliest);
        var found = new List<FoundOccasion>();
        foreach (var ids in beyond.Select(i => i.Id).Chunk(500))
        {
            var parties = await db.ChangeParties.Where(p => EF.Parameter(ids).Contains(p.IdentityId) && p.IsSubject && p.At >= earliest)
                .Join(changes, p => p.Sequence, c => c.Sequence, (p, c) => new { p.IdentityId, c.Id, c.At, c.Name })
                .ToListAsync(cancellationToken);
            found.AddRange(parties.Select(p => Beyond(p.IdentityId, p.Id, p.At, p.Name)));
        }
        var above = await changes.Where(c => c.Scope != null).Select(c => new { c.Id, c.At, c.Name, c.Scope, c.Platform }).ToListAsync(cancellationToken);
        foreach (var changed in above.GroupBy(c => c.Scope!, StringComparer.Ordinal))
        {
            var below = (await db.ContainersBelowAsync([changed.Key], cancellationToken)).ToHashSet(StringComparer.Ordinal);
            found.AddRange(
                from change in changed
                from identity in beyond
                where identity.Platform == change.Platform && below.Contains(identity.Container)
                select Beyond(identity.Id, change.Id, change.At, change.Name));
        }
        return found.DistinctBy(f => f.Key, StringComparer.Ordinal);
    }

    private static FoundOccasion Beyond(IdentityId identity, ChangeId change, DateTimeOffset at, string name) => new(
        $"beyond/{change.Value:N}/{identity.Value:N}", identity, null, change, at, $"A change went beyond what was attested: {name}.");
}
