using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>An organization of 100,000 roles that hold 5,000 distinct documents: read into memory, and who can do something in it.</summary>
internal static class OrganizationBenchmark
{
    private const int Roles = 100_000;
    private const int Documents = 5_000;
    private const int Runs = 3;
    private const double Megabyte = 1_000_000;
    private static readonly Caller By = Caller.System("bench");

    private static readonly (string Action, string Resource)[] Questions =
    [
        ("s3:GetObject", "arn:aws:s3:::bucket-7/report.csv"),
        ("iam:CreateUser", "*"),
        ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-central-1:100000007919:secret:app-1"),
        ("sts:AssumeRole", "arn:aws:iam::100000007919:role/team-1/role-1"),
        ("dynamodb:DeleteTable", "arn:aws:dynamodb:eu-central-1:100000015838:table/orders"),
        ("ec2:DescribeInstances", "*"),
    ];

    /// <summary>Measures on SQLite.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        await using var data = await TestPortalData.CreateAsync();
        await FillAsync(data, new LargeOrganization(Roles, Documents, seed: 7));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var read = new List<double>();
        OrganizationCache cache = null!;
        for (var run = 0; run < Runs; run++)
        {
            // Nothing is kept from the run before: all is read again.
            cache = new OrganizationCache(Databases(data));
            var start = Stopwatch.GetTimestamp();
            await cache.GetAsync(Platform.Aws, CancellationToken.None);
            read.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        report.Add($"{Roles:N0} roles with {Documents:N0} documents, read into memory", "s", "< 10", read);
        var platform = NewPlatform();
        await MeasureQuestionsAsync(report, data, cache, platform);
        report.Add("memory of the organization, its documents compiled", "MB", "< 500", (GC.GetTotalMemory(forceFullCollection: true) - before) / Megabyte);
        GC.KeepAlive(cache);
    }

    /// <summary>Measures on SQLite what is stored of everyone's permissions.</summary>
    public static async Task SummarizeAsync(BenchmarkReport report)
    {
        await using var data = await TestPortalData.CreateAsync();
        var made = new LargeOrganization(Roles, Documents, seed: 7);
        await FillAsync(data, made);
        await MeasureSummariesAsync(report, data);
        MeasureEdit(report, await new OrganizationCache(Databases(data)).GetAsync(Platform.Aws, CancellationToken.None), NewPlatform(), made.SharedDocument);
    }

    private static async Task MeasureQuestionsAsync(BenchmarkReport report, TestPortalData data, OrganizationCache cache, IPlatform platform)
    {
        var all = new List<double>();
        foreach (var (action, resource) in Questions)
        {
            var (times, total) = (new List<double>(), 0);
            for (var run = 0; run <= Runs; run++)
            {
                // A new instance each time, since answers are kept for the pages that follow.
                var queries = new WhoCanQueries(Databases(data), cache, [platform]);
                var start = Stopwatch.GetTimestamp();
                total = (await queries.RunAsync(new WhoCanFilter { Action = action, Resource = resource }, new PageRequest(), By, CancellationToken.None)).Total;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            report.Add($"who can {action} on {resource} ({total:N0} can)", "ms", "< 300", times[1..]);
            all.AddRange(times[1..]);
        }
        report.Add("who can, all of these questions", "ms", "< 300", all);
    }

    /// <summary>All that is stored of everyone's permissions, from documents as text; each run forgets what was compiled and stored before.</summary>
    private static async Task MeasureSummariesAsync(BenchmarkReport report, TestPortalData data)
    {
        var (computed, stored, peak) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            await using (var db = await data.OpenAsync())
            {
                await db.Identities.ExecuteUpdateAsync(s => s.SetProperty(i => i.AssessedHash, string.Empty));
            }
            var platform = NewPlatform();
            var cache = new OrganizationCache(Databases(data));
            var organization = await cache.GetAsync(Platform.Aws, CancellationToken.None);
            GC.Collect();
            using var watch = new PeakMemory();
            var start = Stopwatch.GetTimestamp();
            platform.Permissions.Summarize([.. organization.Holders.Select(holder => organization.HoldingOf(holder))], CancellationToken.None);
            computed.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            var assess = new AssessRisk(Databases(data), data.Get<CommandRunner>(), [NewPlatform()], cache, data.Get<TimeProvider>());
            start = Stopwatch.GetTimestamp();
            await assess.RunAsync(By, CancellationToken.None);
            stored.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            peak.Add(watch.Megabytes);
            Console.Error.WriteLine($"  run {run}: {computed[^1]:0.0} s, {stored[^1]:0.0} s, {peak[^1]:0} MB");
        }
        report.Add($"{Roles:N0} roles with {Documents:N0} documents, from documents to summaries", "s", "< 10", computed);
        report.Add("the same, compared with what is stored, and stored", "s", "< 10", stored);
        report.Add("resident memory at most while doing so", "MB", "< 2,000", peak);
    }

    private static void MeasureEdit(BenchmarkReport report, Organization organization, IPlatform platform, string edited)
    {
        var holders = organization.HoldersOf(edited).Select(number => organization.HoldingOf(organization.Holders[number])).ToList();
        var times = new List<double>();
        for (var run = 0; run <= 2 * Runs; run++)
        {
            var text = $$"""{"Version":"2012-10-17","Statement":[{"Sid":"Edit{{run}}","Effect":"Allow","Action":["s3:*","iam:PassRole"],"Resource":"*"}]}""";
            var document = new PolicyText(PolicyNormalizer.Hash(text), text);
            var after = holders.ConvertAll(holding => holding with { Policies = [.. holding.Policies.Select(p => p.Document?.Hash == edited ? p with { Document = document } : p)] });
            var start = Stopwatch.GetTimestamp();
            platform.Permissions.Summarize(after, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        report.Add($"one edited policy, summaries of its {holders.Count:N0} holders again", "ms", "< 50", times[1..]);
    }

    private static async Task FillAsync(TestPortalData data, LargeOrganization made)
    {
        await data.StoreAsync(made.Source);
        await using var db = await data.OpenAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.BulkInsertAsync(made.Documents, skipExisting: false, CancellationToken.None);
        await db.BulkInsertAsync(made.Identities, skipExisting: false, CancellationToken.None);
        await db.BulkInsertAsync(made.Entitlements, skipExisting: false, CancellationToken.None);
        await db.BulkInsertAsync(made.Limits, skipExisting: false, CancellationToken.None);
        await db.BulkInsertAsync(made.Scopes, skipExisting: false, CancellationToken.None);
        await db.BulkInsertAsync(made.ResourcePolicies, skipExisting: false, CancellationToken.None);
        await transaction.CommitAsync();
        await data.StoreAsync(made.Snapshot);
    }

    private static IPlatform NewPlatform() => new ServiceCollection().AddPlatforms().BuildServiceProvider().GetRequiredService<IPlatform>();

    private static IDbContextFactory<GovernanceDb> Databases(TestPortalData data) => data.Get<IDbContextFactory<GovernanceDb>>();
}
