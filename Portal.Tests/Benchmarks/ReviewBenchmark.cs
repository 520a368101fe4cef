using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>A campaign over 100,000 entitlements: preview, launch, the page of a reviewer with 2,000 items, an answer, and 2,000 drafts as one batch.</summary>
internal static class ReviewBenchmark
{
    private const int Identities = 20_000;
    private const int EntitlementsEach = 5;
    private const int Agents = 1_000;
    private const int Documents = 5_000;
    // Each reviewer owns so many agents that 2,000 items are theirs.
    private const int Reviewers = Identities * EntitlementsEach / 2_000;
    private const int Answers = 200;
    private const double Most = 0.95;

    /// <summary>Measures on each engine that is there.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        foreach (var engine in Enum.GetValues<Engine>())
        {
            await using var data = await TestPortalData.CreateAsync(engine);
            var people = await FillAsync(data);
            var engineer = await data.AsAsync(Role.SecurityEngineer);

            var (previewed, preview) = await TimeAsync(() => data.Get<CampaignQueries>().PreviewAsync(new CampaignScope(string.Empty), engineer, CancellationToken.None));
            var created = await data.Get<CreateCampaign>().RunAsync(new("Everything", string.Empty, data.Clock.GetUtcNow().AddDays(14)), engineer, CancellationToken.None);
            var id = created.Id ?? throw new InvalidOperationException("The campaign was refused.");
            var (launched, moved) = await TimeAsync(() => data.Get<LaunchCampaign>().RunAsync(id, engineer, CancellationToken.None));
            if (moved != CampaignMoved.Done || preview.Counts.Entitlements != Identities * EntitlementsEach)
            {
                throw new InvalidOperationException($"The launch over {preview.Counts.Entitlements} entitlements came to {moved}.");
            }
            var reviewer = TestPortalData.By(people[0], Role.Owner);
            var opened = new List<double>();
            for (var i = 0; i < Answers; i++)
            {
                opened.Add((await TimeAsync(() => data.Get<ReviewQueries>().FindSheetAsync(id, after: null, reviewer, CancellationToken.None))).Took);
            }
            report.Add($"preview of {preview.Counts.Entitlements:N0} items ({engine})", "ms", aim: null, previewed);
            report.Add($"launch of a campaign over {preview.Counts.Entitlements:N0} items ({engine})", "s", "< 20", launched / 1_000);
            report.Add($"sheet of a reviewer with {Identities * EntitlementsEach / Reviewers:N0} items, p95 ({engine})", "ms", "< 1000", BenchmarkReport.Percentile(opened, Most));
            await BatchAsync(data, id, TestPortalData.By(people[1], Role.Owner), report, engine);
            report.Add($"an answer, from command to commit, p95 ({engine})", "ms", "< 100", BenchmarkReport.Percentile(await AnswerAsync(data, id, reviewer), Most));
        }
    }

    /// <summary>Drafts of everything that a reviewer was asked, what they look at before they submit, and the one submit.</summary>
    private static async Task BatchAsync(TestPortalData data, CampaignId id, Caller reviewer, BenchmarkReport report, Engine engine)
    {
        var saved = new List<double>();
        for (string? after = null; ;)
        {
            var sheet = await data.Get<ReviewQueries>().FindSheetAsync(id, after, reviewer, CancellationToken.None) ?? throw new InvalidOperationException("The reviewer was asked nothing.");
            DraftAnswer[] drafts = [.. sheet.Agents.SelectMany(a => a.Items).Select(i => new DraftAnswer(i.Id, DecisionKind.Attest, "Needed for the night run.", Until: null, i.Revision))];
            saved.Add((await TimeAsync(() => data.Get<SaveReviewDrafts>().RunAsync(id, drafts, reviewer, CancellationToken.None))).Took);
            if ((after = sheet.Next) is null)
            {
                break;
            }
        }
        var (looked, summary) = await TimeAsync(() => data.Get<ReviewDraftQueries>().FindAsync(id, reviewer, CancellationToken.None));
        var (took, submitted) = await TimeAsync(() => data.Get<SubmitReviewDrafts>().RunAsync(id, DecisionChannel.Page, reviewer, CancellationToken.None));
        if (submitted is not { Refused.Count: 0 } || submitted.Recorded != summary!.Items.Count)
        {
            throw new InvalidOperationException($"Of {summary?.Items.Count} drafts {submitted?.Recorded} became answers.");
        }
        report.Add($"drafts of a page of {ReviewQueries.SheetItems} items, p95 ({engine})", "ms", aim: null, BenchmarkReport.Percentile(saved, Most));
        report.Add($"summary of {submitted.Recorded:N0} drafts ({engine})", "ms", "< 1000", looked);
        report.Add($"submit of {submitted.Recorded:N0} drafts ({engine})", "s", aim: null, took / 1_000);
    }

    private static async Task<List<double>> AnswerAsync(TestPortalData data, CampaignId id, Caller reviewer)
    {
        var took = new List<double>();
        string? after = null;
        while (took.Count < Answers && await data.Get<ReviewQueries>().FindSheetAsync(id, after, reviewer, CancellationToken.None) is { } sheet)
        {
            foreach (var item in sheet.Agents.SelectMany(a => a.Items))
            {
                took.Add((await TimeAsync(() => data.Get<DecideReviewItems>().RunAsync(
                    id, [new(item.Id, DecisionKind.Attest, "Needed for the night run.")], DecisionChannel.Page, reviewer, CancellationToken.None))).Took);
            }
            if ((after = sheet.Next) is null)
            {
                break;
            }
        }
        return took;
    }

    private static async Task<IReadOnlyList<Person>> FillAsync(TestPortalData data)
    {
        var source = A.Source();
        source.LastSnapshotAt = data.Clock.GetUtcNow();
        var snapshot = new Snapshot
        {
            SourceId = source.Id,
            TakenAt = data.Clock.GetUtcNow(),
            ImportedAt = data.Clock.GetUtcNow(),
            IsComplete = true,
            Counts = new(0, 0, 0, 0, 0, 0, 0, 0),
        };
        Person[] people = [.. Enumerable.Range(0, Reviewers).Select(i => A.Person(string.Create(CultureInfo.InvariantCulture, $"Reviewer {i}")))];
        Agent[] agents = [.. Enumerable.Range(0, Agents).Select(i => An.Agent(owner: people[i % Reviewers].Id))];
        PolicyDocument[] documents = [.. Enumerable.Range(0, Documents).Select(Document)];
        Identity[] identities = [.. Enumerable.Range(0, Identities).Select(i => An.Identity(source, string.Create(CultureInfo.InvariantCulture, $"role-{i:D6}"), agents[i % Agents].Id))];
        await data.StoreAsync([source, snapshot, .. people, .. agents]);
        await using var db = await data.OpenAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.BulkInsertAsync(documents, skipExisting: false, CancellationToken.None);
        await db.BulkInsertAsync(identities, skipExisting: false, CancellationToken.None);
        await db.BulkInsertAsync(
            identities.SelectMany((identity, i) => Enumerable.Range(0, EntitlementsEach).Select(e => (identity, Document: documents[((i * EntitlementsEach) + e) * 7 % Documents])))
                .Select(held => An.Entitlement(held.identity, name: null, new GrantDocument("policy", held.Document.Hash))),
            skipExisting: false,
            CancellationToken.None);
        await transaction.CommitAsync();
        // What PostgreSQL does by itself within a minute of such a change.
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
        return people;
    }

    private static PolicyDocument Document(int number)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"Statement":[{"Action":["s3:GetObject","s3:PutObject"],"Effect":"Allow","Resource":"arn:aws:s3:::bucket-{{{number}}}/*"},{"Action":"dynamodb:*","Effect":"Allow","Resource":"arn:aws:dynamodb:eu-central-1:123456789012:table/t{{{number}}}"}],"Version":"2012-10-17"}""");
        return new() { Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), Platform = Platform.Aws, Text = text };
    }

    private static async Task<(double Took, T Result)> TimeAsync<T>(Func<Task<T>> run)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await run();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, result);
    }
}
