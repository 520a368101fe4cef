using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Evidence;

/// <summary>Which entries of the record are about a campaign, its items and its remediations, up to its sign-off.</summary>
internal sealed class CitedEntries
{
    private const int EntriesAtOnce = 500;
    private readonly Dictionary<Guid, List<long>> _byThing;
    private readonly long[] _all;

    private CitedEntries(long seal, Dictionary<Guid, List<long>> byThing)
    {
        Seal = seal;
        _byThing = byThing;
        _all = [.. byThing.Values.SelectMany(s => s).Order()];
    }

    /// <summary>The entry of the sign-off, the last one.</summary>
    public long Seal { get; }

    /// <summary>Reads which they are.</summary>
    public static async Task<CitedEntries> ReadAsync(GovernanceDb db, CampaignId campaign, long seal, CancellationToken cancellationToken)
    {
        var byThing = new Dictionary<Guid, List<long>> { [campaign.Value] = [] };
        await foreach (var item in db.ReviewItems.Where(i => i.CampaignId == campaign).Select(i => i.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            byThing[item.Value] = [];
        }
        await foreach (var remediation in db.Remediations.Where(r => r.CampaignId == campaign).Select(r => r.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            byThing[remediation.Value] = [];
        }
        var subject = campaign.Value.ToString();
        var first = await db.AuditEntries.Where(e => e.SubjectKind == "campaign" && e.SubjectId == subject).MinAsync(e => e.Sequence, cancellationToken);
        var entries = db.AuditEntries
            .Where(e => e.Sequence >= first && e.Sequence <= seal && (e.SubjectKind == "campaign" || e.SubjectKind == "reviewItem" || e.SubjectKind == "remediation"))
            .OrderBy(e => e.Sequence)
            .Select(e => new { e.Sequence, e.SubjectId });
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (Guid.TryParse(entry.SubjectId, out var id) && byThing.TryGetValue(id, out var sequences))
            {
                sequences.Add(entry.Sequence);
            }
        }
        return new(seal, byThing);
    }

    /// <summary>Those about an item and its remediation, oldest first.</summary>
    public IReadOnlyList<long> Of(Guid item, Guid? remediation) =>
        remediation is { } known ? [.. _byThing[item].Concat(_byThing[known]).Order()] : _byThing[item];

    /// <summary>All of them, oldest first.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAllAsync(GovernanceDb db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in _all.Chunk(EntriesAtOnce))
        {
            foreach (var entry in await db.AuditEntries.AsNoTracking().Where(e => part.Contains(e.Sequence)).OrderBy(e => e.Sequence).ToListAsync(cancellationToken))
            {
                yield return entry;
            }
        }
    }
}
