using System.Diagnostics;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Rates;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Timelines;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>All that the timeline of an identity reads when it opens, at a million changes.</summary>
internal static class TimelineBenchmark
{
    private const int Changes = 1_000_000;
    private const int Times = 200;
    private const int Shown = 10;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private static readonly Caller By = Caller.System("bench");

    /// <summary>Measures on SQLite: what is usual, all of two years, and hours.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        await using var data = await TestPortalData.CreateAsync(Engine.Sqlite);
        var identity = await FillAsync(data);
        var now = An.Instant;
        await MeasureAsync(report, data, identity, "90 days", TimelineRange.Of(null, null, now));
        await MeasureAsync(report, data, identity, "all", TimelineRange.Of(now - (Changes * Between), null, now));
        await MeasureAsync(report, data, identity, "two days by hour, a year ago", TimelineRange.Of(now.AddDays(-365), now.AddDays(-363), now));
    }

    private static async Task<IdentityId> FillAsync(TestPortalData data)
    {
        var source = A.Source();
        var identity = An.Identity(source, "busy");
        await data.StoreAsync(source, identity);
        for (var begin = 0; begin < Changes; begin += 50_000)
        {
            var some = Enumerable.Range(begin, 50_000).Select(i => Of(source, i)).ToList();
            await using var db = await data.OpenAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var parties = some.ConvertAll(c => new ChangeParty { IdentityId = identity.Id, At = c.At, Sequence = c.Sequence, IsSubject = c.Kind != ChangeKind.Destructive, IsActor = c.Kind == ChangeKind.Destructive });
            await db.BulkInsertAsync(some, skipExisting: false, CancellationToken.None);
            await db.BulkInsertAsync(parties, skipExisting: false, CancellationToken.None);
            await CountByIdentity.AddAsync(db, some.Zip(parties, (c, p) => (p, c.Kind, c.Error is not null)), CancellationToken.None);
            await transaction.CommitAsync();
        }
        return identity.Id;
    }

    private static Change Of(Source source, int number) => new()
    {
        Sequence = number + 1,
        SourceId = source.Id,
        Platform = Platform.Aws,
        EventId = $"event-{number:D7}",
        At = An.Instant - ((Changes - number) * Between),
        ArrivedAt = An.Instant,
        Kind = (number % 7) switch { 0 => ChangeKind.Destructive, 1 => ChangeKind.PermissionLost, _ => ChangeKind.PermissionGained },
        Name = "AttachRolePolicy",
        Service = "iam",
        Container = "123456789012",
        Actor = "arn:aws:iam::123456789012:role/busy",
        SearchText = "attachrolepolicy",
        Digest = string.Empty,
        Raw = "{}",
    };

    private static async Task MeasureAsync(BenchmarkReport report, TestPortalData data, IdentityId identity, string what, TimelineRange range)
    {
        List<double> times = [];
        for (var i = -5; i < Times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await data.Get<IdentityQueries>().FindAsync(identity, By, CancellationToken.None);
            await data.Get<TimelineQueries>().OfIdentityAsync(identity, range, By, CancellationToken.None);
            await data.Get<ChangeQueries>().ListAsync(new() { Identity = identity, From = range.From, To = range.To }, new PageRequest(Limit: Shown), By, CancellationToken.None);
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        report.Add($"timeline at {Changes:N0} changes, {what}, p50", "ms", "< 100", BenchmarkReport.Percentile(times, 0.5));
        report.Add($"timeline at {Changes:N0} changes, {what}, p99", "ms", "< 100", BenchmarkReport.Percentile(times, 0.99));
    }
}
