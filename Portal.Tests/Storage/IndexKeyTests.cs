using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Platforms;
using Portal.Data.Storage;
using Portal.Tests.Changes;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

/// <summary>Texts that are found by keys.</summary>
public sealed class IndexKeyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void A_key_is_the_beginning_of_a_hash_that_anyone_can_make()
    {
        var within = new Guid("01a22a3e-ea28-7984-aab8-40b8ede76a18");

        // printf '01A22A3E-EA28-7984-AAB8-40B8EDE76A18\nevent-1' | sha256sum
        Assert.Equal("b76e34f2fb02b0ea46e1bd3deb2f0986", IndexKey.Of(within, "event-1").Value.ToString("N"));
        Assert.NotEqual(IndexKey.Of(within, "event-1"), IndexKey.Of(within, "event-2"));
        Assert.NotEqual(IndexKey.Of(within, "event-1"), IndexKey.Of(Guid.CreateVersion7(), "event-1"));
        Assert.NotEqual(IndexKey.Of(within, new('ä', 5_000)), IndexKey.Of(within, new('ä', 5_001)));
    }

    [Theory, OnEachEngine]
    public async Task Each_key_of_a_list_can_be_asked_for(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await using var db = await data.OpenAsync();
        var keys = Gen.Guid.Array[50].Single().Select(value => new IndexKey(value)).ToArray();
        await db.BulkInsertAsync(
            keys.Index().Select(key => new UnknownParty { Key = key.Item, Sequence = key.Index, At = An.Instant, IsActor = true, IsSubject = false }), skipExisting: false, Cancelled);
        var parties = db.UnknownParties;

        var found = await db.Each([keys[7], new(Guid.CreateVersion7()), keys[3]])
            .Select(key => parties.Where(p => p.Key == key).Select(p => (long?)p.Sequence).FirstOrDefault())
            .ToListAsync(Cancelled);

        Assert.Equal([7, null, 3], found);
    }

    [Theory, OnEachEngine]
    public async Task What_was_stored_under_whole_texts_is_found_by_keys_after_the_migration(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = A.Source();
        await data.StoreAsync(source);
        var by = await data.AsAsync(Role.SecurityEngineer);
        var file = CloudTrail.File(
            CloudTrail.Put("event-ä", An.Instant, "wörker", "Orders", "{}"),
            CloudTrail.Put("event-2", An.Instant.AddMinutes(1), "wörker", "Orders", "{}"));
        await data.Get<IngestEvents>().RunAsync(source.Id, file, EventOrigin.Sent, by, Cancelled);
        await using var db = await data.OpenAsync();
        await BringBackTextsAsync(db, engine);

        await data.Get<Migrator>().RunAsync(Cancelled);
        var again = await data.Get<IngestEvents>().RunAsync(source.Id, file, EventOrigin.Sent, by, Cancelled);

        Assert.Equal((0, 2), (again!.Accepted, again.Duplicates));
        var target = ChangeTarget.In(source.Id, ChangeTarget.OfEntitlement(EntitlementKind.InlinePolicy, "Orders", IdentityKind.Role, CloudTrail.Account, "wörker"));
        Assert.Equal(2, await db.Changes.CountAsync(c => c.TargetKey == target, Cancelled));
        Assert.Equal([PartyKey.In(source.Id, "somebody ä")], await db.UnknownParties.Select(p => p.Key).Distinct().ToListAsync(Cancelled));
    }

    /// <summary>The tables as they were before keys.</summary>
    private static async Task BringBackTextsAsync(GovernanceDb db, Engine engine)
    {
        await db.Database.ExecuteSqlRawAsync(
            """
            DROP INDEX "IX_changes_EventKey";
            DROP INDEX "IX_changes_SourceId";
            DROP INDEX "IX_changes_TargetKey_At";
            DROP INDEX "IX_changes_TargetKey_At_EventId";
            ALTER TABLE "changes" DROP COLUMN "EventKey";
            ALTER TABLE "changes" DROP COLUMN "TargetKey";
            CREATE UNIQUE INDEX "IX_changes_SourceId_EventId" ON "changes" ("SourceId", "EventId");
            CREATE INDEX "IX_changes_SourceId_Target_At_EventId" ON "changes" ("SourceId", "Target", "At", "EventId") WHERE "Target" IS NOT NULL;
            DROP TABLE "unknown_parties";
            CREATE TABLE "unknown_parties" AS
                SELECT "SourceId", CAST('somebody ä' AS text) AS "Key", "Sequence", "At", (1 = 1) AS "IsSubject", (1 = 0) AS "IsActor" FROM "changes";
            DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" LIKE '%FindChangesByKeys';
            """,
            Cancelled);
        if (engine == Engine.Postgres)
        {
            await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "unknown_parties" ADD CONSTRAINT "PK_unknown_parties" PRIMARY KEY ("SourceId", "Key", "Sequence")""", Cancelled);
        }
    }
}
