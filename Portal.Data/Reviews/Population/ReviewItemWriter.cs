using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Population;

/// <summary>Makes a campaign's items: one for every entitlement of its roster, with what its reviewer is shown.</summary>
/// <param name="facts">Works out what items show.</param>
internal sealed class ReviewItemWriter(FactsReader facts)
{
    private const int IdentitiesAtOnce = 500;

    /// <summary>Works out what items show, as far as it is not known yet.</summary>
    public async Task PrepareAsync(GovernanceDb db, Roster roster, KnownFacts known, CancellationToken cancellationToken)
    {
        foreach (var chunk in roster.Entries.Chunk(IdentitiesAtOnce))
        {
            await facts.ReadAsync(db, chunk, await HeldAsync(db, chunk, cancellationToken), known, cancellationToken);
        }
    }

    /// <summary>Makes the items.</summary>
    /// <returns>SHA-256 over all of them, see <see cref="PopulationManifest.HashOf"/>.</returns>
    public async Task<string> WriteAsync(GovernanceDb db, Campaign campaign, Roster roster, KnownFacts known, CancellationToken cancellationToken)
    {
        var written = new List<(EntitlementId, string)>(roster.Access.Held.Count);
        foreach (var chunk in roster.Entries.Chunk(IdentitiesAtOnce))
        {
            var held = await HeldAsync(db, chunk, cancellationToken);
            await facts.ReadAsync(db, chunk, held, known, cancellationToken);
            var items = Items(campaign, chunk, held, known).ToList();
            await db.BulkInsertAsync(items, skipExisting: false, cancellationToken);
            if (campaign.Stages.Count > 0)
            {
                await db.BulkInsertAsync(Votes(chunk, items), skipExisting: false, cancellationToken);
            }
            written.AddRange(items.Select(i => (i.EntitlementId, i.ShownHash)));
        }
        return PopulationManifest.HashOf(written);
    }

    private static async Task<ILookup<IdentityId, Entitlement>> HeldAsync(
        GovernanceDb db, IReadOnlyCollection<RosterEntry> entries, CancellationToken cancellationToken)
    {
        var identities = entries.Select(e => e.Identity.Id).ToList();
        var covered = entries.SelectMany(e => e.Entitlements).Select(h => h.Id).ToHashSet();
        var held = await db.Entitlements.AsNoTracking()
            .Where(e => EF.Parameter(identities).Contains(e.IdentityId) && e.ObservedUntil == null)
            .ToListAsync(cancellationToken);
        return held.Where(e => covered.Contains(e.Id)).ToLookup(e => e.IdentityId);
    }

    private static IEnumerable<ReviewItem> Items(
        Campaign campaign, IEnumerable<RosterEntry> entries, ILookup<IdentityId, Entitlement> held, KnownFacts known)
    {
        foreach (var entry in entries)
        {
            foreach (var entitlement in held[entry.Identity.Id])
            {
                var first = entry.AskedAbout(entitlement.Id)[0];
                var shown = Shown(entry, entitlement, known.Of(entry, entitlement));
                yield return new()
                {
                    CampaignId = campaign.Id,
                    AgentId = entry.Agent.Id,
                    AgentRisk = entry.Agent.Risk,
                    IdentityId = entry.Identity.Id,
                    EntitlementId = entitlement.Id,
                    ReviewerId = first.Reviewer,
                    ReviewerReason = first.Reason,
                    Trail = first.Trail,
                    IsByVotes = campaign.Stages.Count > 0,
                    SubjectId = entry.Subject,
                    Shown = shown,
                    ShownHash = shown.Hash(),
                    Risk = shown.Risk,
                };
            }
        }
    }

    private static IEnumerable<ReviewVote> Votes(IEnumerable<RosterEntry> entries, IReadOnlyList<ReviewItem> items)
    {
        var held = items.ToLookup(i => i.IdentityId);
        return
            from entry in entries
            from item in held[entry.Identity.Id]
            from choice in entry.AskedAbout(item.EntitlementId)
            select item.VoteOf(choice);
    }

    private static ShownAccess Shown(RosterEntry entry, Entitlement entitlement, EntitlementFacts facts) => new(
        entry.Agent.Name,
        entry.Agent.Purpose,
        entry.Agent.Environment,
        entry.Identity.Platform,
        entry.Identity.Name,
        entry.Identity.NativeId,
        entry.Identity.Container,
        entry.Identity.LastUsedAt,
        new(entitlement.Kind, entitlement.Key, entitlement.Name),
        entitlement.ObservedFrom,
        entitlement.Documents,
        facts.Contribution,
        facts.NotModelled,
        facts.Risk,
        facts.RiskReasons,
        facts.IsPrivileged);
}
