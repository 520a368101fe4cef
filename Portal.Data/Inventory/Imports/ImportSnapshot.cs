using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>
/// Reads a platform's export into a source, all of it or nothing. The export is read and compared first; then one transaction writes what
/// changed, so that readers see the old state or the new one and the database's one writer is held for a short time only.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Read exports.</param>
/// <param name="followers">Features that act on what was found.</param>
/// <param name="options">The brake and the threshold of discovery.</param>
public sealed class ImportSnapshot(
    CommandRunner commands,
    IDbContextFactory<GovernanceDb> databases,
    IEnumerable<IPlatform> platforms,
    IEnumerable<ISnapshotFollower> followers,
    IOptions<ImportOptions> options)
{
    private const string Command = "snapshot.import";

    /// <summary>The share of an import's progress that is reading; what follows is one transaction.</summary>
    internal const double ShareOfReading = 0.7;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // Another import into the same source may come between reading and writing. It does so once or twice, not without end.
    private const int Attempts = 3;

    /// <summary>Imports.</summary>
    /// <param name="request">What to import.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="progress">Told how far it came, 0..1; or null.</param>
    /// <param name="cancellationToken">Gives up; nothing is then kept.</param>
    /// <exception cref="SnapshotFormatException">A file cannot be read: names file, place and cause. Nothing is kept.</exception>
    public Task<ImportResult> RunAsync(ImportRequest request, Caller by, IProgress<double>? progress, CancellationToken cancellationToken) =>
        RunAsync(request, by, progress, turn: null, cancellationToken);

    /// <summary>Imports on behalf of a worker of the queue, whose <paramref name="turn"/> ends in the transaction of what the import brings.</summary>
    /// <param name="request">What to import.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="progress">Told how far it came, 0..1; or null.</param>
    /// <param name="turn">The worker's turn, or null outside of the queue.</param>
    /// <param name="cancellationToken">Gives up; nothing is then kept.</param>
    /// <exception cref="SnapshotFormatException">A file cannot be read: names file, place and cause. Nothing is kept.</exception>
    /// <exception cref="ImportTurnLostException">Another worker took it over. Nothing is kept.</exception>
    internal async Task<ImportResult> RunAsync(
        ImportRequest request, Caller by, IProgress<double>? progress, ImportTurn? turn, CancellationToken cancellationToken)
    {
        by.Require(Right.Ingest);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var baseline = await SourceBaseline.ReadAsync(db, request.Source, cancellationToken);
            if (baseline.Source is { } source && source.Platform != request.Platform)
            {
                return await RefuseAsync(
                    new(Imported.OtherPlatform, $"The source '{source.Name}' is on {source.Platform}, but the export is of {request.Platform}. Choose another source.", null), source.Name, by, turn, cancellationToken);
            }
            using var staged = await ReadAsync(db, baseline, request, progress, cancellationToken);
            var result = await commands.RunAsync(
                Command, by with { Idempotency = null }, Right.Ingest, (scope, token) => WriteAsync(scope, request, baseline, staged, turn, token), cancellationToken);
            if (result is not null)
            {
                progress?.Report(1);
                return result;
            }
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"Other imports into '{request.Source}' keep coming in between. Try again when they are done.");
            }
        }
    }

    private async Task<StagedSnapshot> ReadAsync(
        GovernanceDb db, SourceBaseline baseline, ImportRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var platform = platforms.FirstOrDefault(p => p.Platform == request.Platform)
            ?? throw new InvalidOperationException($"The portal cannot read exports of {request.Platform} yet.");
        var metered = new MeteredFiles(progress is null ? null : new Part(progress, ShareOfReading));
        var files = SnapshotFiles.Unpack(metered.Of(request.Files));
        using var stager = new SnapshotStager(db, baseline);
        return await stager.ReadAsync(platform.Snapshots.ReadAsync(files, cancellationToken), cancellationToken);
    }

    // Null when another import came in between.
    private async Task<ImportResult?> WriteAsync(
        CommandScope scope, ImportRequest request, SourceBaseline baseline, StagedSnapshot staged, ImportTurn? turn, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync("snapshots", cancellationToken);
        if (await baseline.IsOutdatedAsync(scope.Db, request.Source, cancellationToken))
        {
            return null;
        }
        var takenAt = request.TakenAt?.ToUniversalTime() ?? scope.Now;
        if (Refusal(request, baseline, staged, takenAt, scope.Now) is { } refusal)
        {
            Record(scope, baseline.Source, request.Source, refusal);
            await SettleAsync(scope, turn, refusal, cancellationToken);
            return refusal;
        }
        var source = await SourceAsync(scope, request, cancellationToken);
        using var writer = new SnapshotWriter(scope.Db, source, takenAt, baseline, staged);
        IReadOnlyList<Identity> discovered = [];
        var difference = await writer.WriteAsync(
            async token => discovered = await new DiscoverAgents(scope, options.Value.DiscoverFrom).RunAsync(writer.Fresh, token),
            cancellationToken);
        difference = difference with { Reported = await new UseWriter(scope.Db, source).WriteAsync(staged.Uses, takenAt, cancellationToken) };
        await AssignAsync(scope.Db, discovered.Except(difference.AddedIdentities), cancellationToken);

        var counts = new SnapshotCounts(
            staged.PrincipalCount,
            staged.EntitlementCount,
            staged.DocumentCount,
            difference.AddedIdentities.Count,
            writer.ChangedCount,
            difference.GoneIdentities.Count,
            difference.Added.Count,
            difference.Ended.Count);
        var snapshot = new Snapshot
        {
            SourceId = source.Id,
            TakenAt = takenAt,
            ImportedAt = scope.Now,
            IsComplete = staged.Coverage.IsComplete,
            Counts = counts,
            Warnings = staged.Warnings,
        };
        scope.Db.Snapshots.Add(snapshot);
        if (snapshot.IsComplete)
        {
            source.LastSnapshotAt = takenAt;
        }
        await scope.Db.SaveChangesAsync(cancellationToken);
        foreach (var follower in followers)
        {
            await follower.OnImportedAsync(scope, snapshot, difference, cancellationToken);
        }
        var summary = new ImportSummary(source.Id, source.Name, snapshot.Id, takenAt, snapshot.IsComplete, counts, discovered.Count, staged.Warnings);
        scope.Record(
            Command,
            new("source", source.Id.Value.ToString(), source.Name),
            after: new { summary.SnapshotId, summary.TakenAt, summary.IsComplete, summary.Counts, summary.DiscoveredAgents, Files = request.Files.Select(f => f.Name), Warnings = staged.Warnings.Count });
        scope.Announce(Topic.Sources);
        scope.Announce(Topic.Inventory);
        var result = new ImportResult(Imported.Done, Describe(counts), summary);
        await SettleAsync(scope, turn, result, cancellationToken);
        return result;
    }

    private static async Task SettleAsync(CommandScope scope, ImportTurn? turn, ImportResult result, CancellationToken cancellationToken)
    {
        if (turn is not null)
        {
            var summary = result.Summary is null ? null : JsonSerializer.Serialize(result.Summary, StoredJson.Options);
            await EndImport.SettleAsync(scope, turn, result, summary, cancellationToken);
        }
    }

    private ImportResult? Refusal(ImportRequest request, SourceBaseline baseline, StagedSnapshot staged, DateTimeOffset takenAt, DateTimeOffset now)
    {
        if (staged.Coverage.IsEmpty && staged.PrincipalCount == 0 && staged.Limits.Count == 0 && staged.Uses.Count == 0
            && staged.ResourcePolicies.Count == 0 && staged.Scopes.Count == 0)
        {
            return new(Imported.Empty, $"The files hold nothing of {request.Platform} that can be imported.", null);
        }
        if (takenAt > now + ClockTolerance)
        {
            return new(Imported.InFuture, string.Create(CultureInfo.InvariantCulture, $"The export is said to show {takenAt:u}, which is still to come. Give the time at which it was taken."), null);
        }
        if (takenAt < baseline.NewestTakenAt)
        {
            return new(
                Imported.OlderThanNewest,
                string.Create(CultureInfo.InvariantCulture, $"The export shows {takenAt:u}, but a snapshot of {baseline.NewestTakenAt:u} is in already. History is written forwards only."),
                null);
        }
        return request.AcceptLoss ? null : Brake(baseline, staged);
    }

    private ImportResult? Brake(SourceBaseline baseline, StagedSnapshot staged)
    {
        foreach (var container in baseline.Identities.Values.Where(i => i.IsOpen).GroupBy(i => i.Container, StringComparer.Ordinal))
        {
            if (!staged.Coverage.Covers(container.Key, SnapshotPart.Principals))
            {
                continue;
            }
            var all = container.Count();
            var gone = container.Count(i => !i.IsSeen);
            if (gone > options.Value.LossCount && gone > all * options.Value.LossShare)
            {
                return new(
                    Imported.WouldLoseTooMuch,
                    string.Create(CultureInfo.InvariantCulture, $"{gone} of {all} identities in {container.Key} are not in the export. Nothing was imported. If they were really deleted, import again and accept the loss."),
                    null);
            }
        }
        return null;
    }

    private static async Task<Source> SourceAsync(CommandScope scope, ImportRequest request, CancellationToken cancellationToken)
    {
        if (await scope.Db.Sources.SingleOrDefaultAsync(s => s.Name == request.Source, cancellationToken) is { } known)
        {
            return known;
        }
        scope.By.Require(Right.ManageSources);
        var source = new Source { Name = request.Source, Platform = request.Platform, CreatedAt = scope.Now };
        scope.Db.Sources.Add(source);
        scope.Record("source.create", new("source", source.Id.Value.ToString(), source.Name), after: new { source.Name, source.Platform });
        await scope.Db.SaveChangesAsync(cancellationToken);
        return source;
    }

    // A person may have assigned an identity while the export was read: what people decide stands.
    private static async Task AssignAsync(GovernanceDb db, IEnumerable<Identity> discovered, CancellationToken cancellationToken)
    {
        foreach (var identity in discovered)
        {
            await db.Identities
                .Where(i => i.Id == identity.Id && i.AgentId == null && !i.IsDismissed)
                .ExecuteUpdateAsync(s => s.SetProperty(i => i.AgentId, identity.AgentId), cancellationToken);
        }
    }

    private async Task<ImportResult> RefuseAsync(ImportResult refusal, string source, Caller by, ImportTurn? turn, CancellationToken cancellationToken) =>
        await commands.RunAsync(
            Command,
            by,
            Right.Ingest,
            async (scope, token) =>
            {
                Record(scope, await scope.Db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Name == source, token), source, refusal);
                await SettleAsync(scope, turn, refusal, token);
                return refusal;
            },
            cancellationToken);

    private static void Record(CommandScope scope, Source? source, string name, ImportResult refusal) => scope.Record(
        Command,
        new("source", source?.Id.Value.ToString() ?? name, name),
        reason: refusal.Message,
        outcome: AuditOutcome.Refused);

    private static string Describe(SnapshotCounts counts) => counts is { Added: 0, Changed: 0, Gone: 0 }
        ? string.Create(CultureInfo.InvariantCulture, $"{counts.Identities:N0} identities, nothing changed.")
        : string.Create(CultureInfo.InvariantCulture, $"{counts.Identities:N0} identities: {counts.Added:N0} new, {counts.Changed:N0} changed, {counts.Gone:N0} gone.");

    private sealed class Part(IProgress<double> whole, double share) : IProgress<double>
    {
        public void Report(double value) => whole.Report(value * share);
    }
}
