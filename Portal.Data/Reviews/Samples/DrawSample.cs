using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;

namespace Portal.Data.Reviews.Samples;

/// <summary>
/// Draws a sample of a campaign's items for whoever audits it, and records that it was drawn, with what: so that it shows when somebody draws until they
/// like what comes.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class DrawSample(CommandRunner commands)
{
    /// <summary>Draws.</summary>
    /// <param name="id">The campaign.</param>
    /// <param name="draft">What is asked for.</param>
    /// <param name="by">Who draws.</param>
    /// <param name="cancellationToken">Gives up before anything is recorded.</param>
    /// <returns>The sample, or what is wrong; null when there is no such campaign.</returns>
    public Task<SampleDrawn?> RunAsync(CampaignId id, SampleDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<SampleDrawn?>(
        "campaign.sample",
        by with { Idempotency = null },
        Right.ReadAudit,
        async (scope, token) =>
        {
            scope.By.Require(Right.ReadCampaigns);
            if (await scope.Db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, token) is not { } campaign)
            {
                return null;
            }
            var seed = draft.Seed.Trim();
            if (Problems(seed, draft) is { Count: > 0 } problems)
            {
                scope.Record("campaign.sample", campaign.AsSubject(), reason: $"Refused: {string.Join(" ", problems.Values.SelectMany(p => p))}", outcome: AuditOutcome.Refused);
                return new(null, problems);
            }
            var candidates = await CandidatesAsync(scope, id, draft.Stratum, token);
            var drawn = candidates.Select(i => (Item: i, Score: CampaignSample.ScoreOf(seed, i))).OrderBy(i => i.Score, StringComparer.Ordinal).Take(draft.Size).ToList();
            var sample = new CampaignSample(id, seed, draft.Size, draft.Stratum, candidates.Count, await ReadAsync(scope, drawn, token));
            scope.Record(
                "campaign.sample",
                campaign.AsSubject(),
                after: new { sample.Seed, sample.Size, sample.Stratum, sample.Population, Items = sample.Items.Select(i => i.Item.Id).ToList() });
            return new(sample, new Dictionary<string, string[]>(StringComparer.Ordinal));
        },
        cancellationToken);

    private static Dictionary<string, string[]> Problems(string seed, SampleDraft draft)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (seed.Length is 0 or > SampleDraft.SeedLength)
        {
            problems["seed"] = [$"Give a seed of 1 to {SampleDraft.SeedLength} characters."];
        }
        if (draft.Size is < 1 or > SampleDraft.MostItems)
        {
            problems["size"] = [$"must be 1 to {SampleDraft.MostItems}."];
        }
        return problems;
    }

    private static async Task<IReadOnlyList<ReviewItemId>> CandidatesAsync(CommandScope scope, CampaignId id, SampleStratum stratum, CancellationToken cancellationToken)
    {
        var items = scope.Db.ReviewItems.AsNoTracking().Where(i => i.CampaignId == id);
        if (stratum == SampleStratum.Privileged)
        {
            List<ReviewItemId> privileged = [];
            await foreach (var item in items.Select(i => new { i.Id, i.Shown }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (item.Shown.IsPrivileged)
                {
                    privileged.Add(item.Id);
                }
            }
            return privileged;
        }
        return await (stratum switch
        {
            SampleStratum.All or SampleStratum.Privileged => items,
            SampleStratum.Kept => items.Where(i => i.State == ReviewItemState.Attested),
            SampleStratum.Revoked => items.Where(i => i.State == ReviewItemState.Revoked || i.State == ReviewItemState.Reduced),
            SampleStratum.NotDecided => items.Where(i => i.State == ReviewItemState.Unanswered || i.State == ReviewItemState.Abstained || i.State == ReviewItemState.Open),
            SampleStratum.Conflict => items.Where(i => i.HasConflict),
        }).Select(i => i.Id).ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<SampledItem>> ReadAsync(CommandScope scope, IReadOnlyList<(ReviewItemId Item, string Score)> drawn, CancellationToken cancellationToken)
    {
        var ids = drawn.Select(d => d.Item).ToList();
        var items = await scope.Db.ReviewItems.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var people = await CampaignQueries.PeopleAsync(scope.Db, items.Values.Select(i => i.ReviewerId), cancellationToken);
        var remediations = await scope.Db.Remediations.Where(r => ids.Contains(r.ItemId)).Select(r => new { r.Id, r.ItemId }).ToDictionaryAsync(r => r.Id.Value.ToString(), r => r.ItemId, StringComparer.Ordinal, cancellationToken);
        List<string> subjects = [.. ids.Select(i => i.Value.ToString()), .. remediations.Keys];
        var entries = (await scope.Db.AuditEntries
            .Where(e => (e.SubjectKind == "reviewItem" || e.SubjectKind == "remediation") && subjects.Contains(e.SubjectId))
            .OrderBy(e => e.Sequence)
            .Select(e => new { e.Sequence, e.SubjectId })
            .ToListAsync(cancellationToken))
            .ToLookup(e => remediations.TryGetValue(e.SubjectId, out var item) ? item : new ReviewItemId(Guid.Parse(e.SubjectId)), e => e.Sequence);
        return [.. drawn.Select((d, place) => new SampledItem(place + 1, d.Score, CampaignQueries.RowOf(items[d.Item], people[items[d.Item].ReviewerId]), [.. entries[d.Item]]))];
    }
}
