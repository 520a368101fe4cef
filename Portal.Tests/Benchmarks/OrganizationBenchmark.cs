using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Platforms;
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
        await FillAsync(data);
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
        var platform = new ServiceCollection().AddPlatforms().BuildServiceProvider().GetRequiredService<IPlatform>();
        await MeasureQuestionsAsync(report, data, cache, platform);
        report.Add("memory of the organization, its documents compiled", "MB", "< 500", (GC.GetTotalMemory(forceFullCollection: true) - before) / Megabyte);
        GC.KeepAlive(cache);
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

    private static async Task FillAsync(TestPortalData data)
    {
        var made = new LargeOrganization(Roles, Documents, seed: 7);
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

    private static IDbContextFactory<GovernanceDb> Databases(TestPortalData data) => data.Get<IDbContextFactory<GovernanceDb>>();
}
