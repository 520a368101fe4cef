using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Proofs;
using Portal.Data.Reviews.Population;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Evidence;

/// <summary>
/// Writes the evidence pack of a sealed campaign: everything about it, signed, with proofs that the record says the same. The same campaign gives the
/// same bytes, as long as the record's key, the names of people and the campaign's zone are the same.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="keys">The record's key.</param>
/// <param name="reports">Brings the looks of the reports.</param>
public sealed class WriteEvidence(IDbContextFactory<GovernanceDb> databases, AuditKeys keys, IEvidenceReports reports)
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    /// <summary>Whether there is evidence to take away; null when there is no such campaign.</summary>
    public async Task<EvidenceStanding?> FindStandingAsync(CampaignId id, Caller by, CancellationToken cancellationToken)
    {
        Require(by);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await PrepareAsync(db, id, await keys.LoadAsync(cancellationToken), cancellationToken))?.Standing;
    }

    /// <summary>Writes it. Whoever gives it out records that before.</summary>
    /// <param name="id">The campaign.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Stops between items.</param>
    /// <exception cref="InvalidOperationException">There is none, see <see cref="FindStandingAsync"/>.</exception>
    public async Task RunAsync(CampaignId id, Stream output, Caller by, CancellationToken cancellationToken)
    {
        Require(by);
        var key = await keys.LoadAsync(cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var prepared = await PrepareAsync(db, id, key, cancellationToken);
        if (prepared is not { Standing: EvidenceStanding.Ready, Checkpoint: { } checkpoint, Campaign: var campaign })
        {
            throw new InvalidOperationException($"There is no evidence of campaign {id.Value}: {prepared?.Standing.ToString() ?? "there is no such campaign"}.");
        }
        var reader = await EvidenceReader.OpenAsync(db, campaign, prepared.Seal, cancellationToken);
        var head = await reader.HeadAsync(cancellationToken);
        await using var archive = new EvidenceArchive(output, campaign.SealedAt!.Value);
        await archive.AddAsync(EvidenceFiles.Guide, EvidenceFiles.GuideText(), records: null, cancellationToken);
        await archive.AddAsync(EvidenceFiles.Program, EvidenceFiles.ProgramText(), records: null, cancellationToken);
        await archive.AddAsync(EvidenceFiles.Key, Encoding.UTF8.GetBytes(key.Public.Text + "\n"), records: null, cancellationToken);
        List<ShownItem> reported = [];
        await archive.AddAsync(EvidenceFiles.Evidence, write => WriteEvidenceAsync(write, head, reader, reported, cancellationToken), cancellationToken);
        foreach (var table in EvidenceTable.OfItems)
        {
            await archive.AddAsync(table.Name, write => WriteTableAsync(write, table, reader, cancellationToken), cancellationToken);
        }
        foreach (var (name, columns, rows) in EvidenceTable.OfHead(head))
        {
            await archive.AddAsync(name, EvidenceTable.Write([columns, .. rows]), rows.Count, cancellationToken);
        }
        await archive.AddAsync(EvidenceFiles.Html, reports.WriteHtml(head, reported), records: null, cancellationToken);
        await archive.AddAsync(EvidenceFiles.Pdf, reports.WritePdf(head, reported), records: null, cancellationToken);
        await archive.AddAsync(EvidenceFiles.Checkpoint, Encoding.UTF8.GetBytes(checkpoint.Note), records: null, cancellationToken);
        await archive.AddAsync(EvidenceFiles.Entries, write => WriteEntriesAsync(write, db, checkpoint, reader.Cited, cancellationToken), cancellationToken);
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new EvidenceFiles.Contents(EvidenceHead.CurrentFormat, "campaign", id, head.Campaign.Items, checkpoint.Size, [.. archive.Digests]), StoredJson.Options);
        await archive.AddAsync(EvidenceFiles.Manifest, manifest, records: null, cancellationToken);
        await archive.AddAsync(EvidenceFiles.Signature, Encoding.UTF8.GetBytes(DetachedSignature.Of(manifest, key)), records: null, cancellationToken);
        await archive.SealAsync(cancellationToken);
    }

    private static void Require(Caller by)
    {
        by.Require(Right.ReadCampaigns);
        // It holds what the record says.
        by.Require(Right.ReadAudit);
    }

    private static async Task<Prepared?> PrepareAsync(GovernanceDb db, CampaignId id, SigningKey key, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign)
        {
            return null;
        }
        if (campaign.State != CampaignState.Sealed)
        {
            return new(EvidenceStanding.NotSealed, campaign, Seal: 0, Checkpoint: null);
        }
        var subject = id.Value.ToString();
        var seal = await db.AuditEntries
            .Where(e => e.SubjectKind == "campaign" && e.SubjectId == subject && e.Action == "campaign.seal" && e.Outcome == AuditOutcome.Done)
            .MinAsync(e => (long?)e.Sequence, cancellationToken);
        if (seal is null || !await IsWholeAsync(db, campaign, cancellationToken))
        {
            return new(EvidenceStanding.Tampered, campaign, Seal: 0, Checkpoint: null);
        }
        var checkpoint = await AuditProofs.FirstCoveringAsync(db, seal.Value, key.Public, cancellationToken);
        return new(checkpoint is null ? EvidenceStanding.NotSigned : EvidenceStanding.Ready, campaign, seal.Value, checkpoint);
    }

    private static async Task<bool> IsWholeAsync(GovernanceDb db, Campaign campaign, CancellationToken cancellationToken)
    {
        if (campaign.Manifest is not { ItemsHash: { } hash } manifest)
        {
            return true;
        }
        var items = await db.ReviewItems.Where(i => i.CampaignId == campaign.Id).Select(i => new { i.EntitlementId, i.ShownHash }).ToListAsync(cancellationToken);
        return items.Count == manifest.Entitlements && PopulationManifest.HashOf(items.Select(i => (i.EntitlementId, i.ShownHash))) == hash;
    }

    private static async Task<long?> WriteEvidenceAsync(
        Func<ReadOnlyMemory<byte>, ValueTask> write, EvidenceHead head, EvidenceReader reader, List<ShownItem> reported, CancellationToken cancellationToken)
    {
        var line = new StringBuilder("{");
        foreach (var member in JsonSerializer.SerializeToElement(head, StoredJson.Options).EnumerateObject())
        {
            line.Append('"').Append(member.Name).Append("\":").Append(member.Value.GetRawText()).Append(",\n");
        }
        await write(Encoding.UTF8.GetBytes(line.Append("\"items\":[").ToString()));
        var count = 0L;
        await foreach (var item in reader.ItemsAsync(cancellationToken))
        {
            var all = JsonSerializer.Serialize(item.Item, StoredJson.Options);
            await write(Encoding.UTF8.GetBytes($"{(count++ == 0 ? string.Empty : ",")}\n{{\"shown\":{item.ShownText},{all[1..]}"));
            if (reported.Count < EvidenceFiles.MostReported)
            {
                reported.Add(item);
            }
        }
        await write(Encoding.UTF8.GetBytes("\n]}\n"));
        return count;
    }

    private static async Task<long?> WriteTableAsync(
        Func<ReadOnlyMemory<byte>, ValueTask> write, EvidenceTable table, EvidenceReader reader, CancellationToken cancellationToken)
    {
        await write(EvidenceTable.Write([table.Columns]));
        var count = 0L;
        await foreach (var item in reader.ItemsAsync(cancellationToken))
        {
            object?[][] rows = [.. table.Rows(item)];
            count += rows.Length;
            if (rows.Length > 0)
            {
                await write(EvidenceTable.Write(rows));
            }
        }
        return count;
    }

    private static async Task<long?> WriteEntriesAsync(
        Func<ReadOnlyMemory<byte>, ValueTask> write, GovernanceDb db, AuditCheckpoint checkpoint, CitedEntries cited, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var line in AuditProofs.ProveAllAsync(db, checkpoint, cited.ReadAllAsync(db, cancellationToken), cancellationToken))
        {
            await write(JsonSerializer.SerializeToUtf8Bytes(line, StoredJson.Options));
            await write(LineEnd);
            count++;
        }
        // The first line is the checkpoint.
        return count - 1;
    }

    private sealed record Prepared(EvidenceStanding Standing, Campaign Campaign, long Seal, AuditCheckpoint? Checkpoint);
}
