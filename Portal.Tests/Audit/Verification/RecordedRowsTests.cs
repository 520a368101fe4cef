using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Reviews;
using Portal.Data.Storage;
using Portal.Tests.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Verification;

/// <summary>Whoever edits only the rows, and leaves the record alone, is found by the record.</summary>
public sealed class RecordedRowsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task What_reviews_store_agrees_with_the_record(Engine engine)
    {
        await using var review = await DecidedAsync(engine);

        var result = await VerifyAsync(review);

        Assert.Empty(result.Findings);
        Assert.InRange(result.Rows, 3, long.MaxValue);
    }

    [Theory, OnEachEngine]
    public async Task Any_edit_of_a_decision_an_item_or_a_remediation_shows(Engine engine)
    {
        await using var review = await DecidedAsync(engine);
        await using var db = await review.Portal.OpenAsync();
        var later = engine == Engine.Sqlite ? "+ 10" : "+ interval '1 microsecond'";
        string[] edits =
        [
            "UPDATE decisions SET \"Kind\" = 'Attest'",
            "UPDATE decisions SET \"Justification\" = 'Because I say so.'",
            $"UPDATE decisions SET \"At\" = \"At\" {later}",
            "UPDATE decisions SET \"Counts\" = NOT \"Counts\"",
            "UPDATE decisions SET \"ShownHash\" = 'x'",
            "UPDATE decisions SET \"Channel\" = 'nonsense'",
            "DELETE FROM decisions",
            "UPDATE review_items SET \"State\" = 'Attested'",
            "UPDATE review_items SET \"Justification\" = NULL",
            "UPDATE review_items SET \"Revision\" = 7",
            "UPDATE review_items SET \"HasConflict\" = NOT \"HasConflict\"",
            "UPDATE review_items SET \"ShownHash\" = 'x'",
            "UPDATE remediations SET \"State\" = 'Verified'",
            "UPDATE remediations SET \"Command\" = 'true'",
            "UPDATE remediations SET \"Inverse\" = NULL",
            "UPDATE remediations SET \"Reason\" = 'x'",
            $"UPDATE remediations SET \"ChangedAt\" = \"ChangedAt\" {later}",
            "DELETE FROM remediations",
        ];
        string[] tables = ["remediations", "decisions", "review_items"];
        foreach (var table in tables)
        {
            await RunAsync(db, $"CREATE TABLE keep_{table} AS SELECT * FROM {table}");
        }

        foreach (var edit in edits)
        {
            await RunAsync(db, edit);
            var result = await VerifyAsync(review);
            Assert.False(result.IsWhole, edit);
            Assert.True(edit.Contains("nonsense", StringComparison.Ordinal) || result.FirstBad is not null, $"{edit}: {string.Join(' ', result.Findings)}");
            await RunAsync(db, engine == Engine.Sqlite ? "PRAGMA foreign_keys=OFF" : "SET session_replication_role = replica");
            foreach (var table in tables)
            {
                await RunAsync(db, $"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM keep_{table};");
            }
        }
        Assert.True((await VerifyAsync(review)).IsWhole);
    }

    [Theory, OnEachEngine]
    public async Task An_answer_that_nobody_gave_shows(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await review.LaunchAsync();
        await review.Portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        Assert.True((await VerifyAsync(review)).IsWhole);
        await using var db = await review.Portal.OpenAsync();

        await RunAsync(db, "UPDATE review_items SET \"State\" = 'Attested'");

        Assert.Contains((await VerifyAsync(review)).Findings, f => f.Problem.Contains("no entry says so", StringComparison.Ordinal));
    }

    private static async Task<ReviewCase> DecidedAsync(Engine engine)
    {
        var review = await ReviewCase.CreateAsync(engine);
        review.Portal.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        var id = await review.LaunchAsync();
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke));
        Assert.Equal(Decided.RevokeStands, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));
        await review.Portal.Get<WriteCheckpoints>().RunAsync(Cancelled);
        return review;
    }

    private static Task<VerificationResult> VerifyAsync(ReviewCase review) =>
        review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Cancelled);

    private static async Task RunAsync(GovernanceDb db, string sql)
    {
        await db.Database.OpenConnectionAsync(Cancelled);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
