using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <summary>Finds changes by their event and by what they are about through keys of sixteen bytes, where whole texts stood in the indexes.</summary>
    public partial class FindChangesByKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_SourceId_EventId",
                table: "changes");

            migrationBuilder.DropIndex(
                name: "IX_changes_SourceId_Target_At_EventId",
                table: "changes");

            migrationBuilder.AddColumn<byte[]>(
                name: "EventKey",
                table: "changes",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<byte[]>(
                name: "TargetKey",
                table: "changes",
                type: "BLOB",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE "changes" SET
                    "EventKey" = substr(sha256(CAST("SourceId" || char(10) || "EventId" AS BLOB)), 1, 16),
                    "TargetKey" = CASE WHEN "Target" IS NULL THEN NULL ELSE substr(sha256(CAST("SourceId" || char(10) || "Target" AS BLOB)), 1, 16) END;
                CREATE TABLE "unknown_parties_by_key" (
                    "Key" BLOB NOT NULL,
                    "Sequence" INTEGER NOT NULL,
                    "At" INTEGER NOT NULL,
                    "IsActor" INTEGER NOT NULL,
                    "IsSubject" INTEGER NOT NULL,
                    CONSTRAINT "PK_unknown_parties" PRIMARY KEY ("Key", "Sequence")
                );
                INSERT INTO "unknown_parties_by_key" ("Key", "Sequence", "At", "IsActor", "IsSubject")
                SELECT substr(sha256(CAST("SourceId" || char(10) || "Key" AS BLOB)), 1, 16), "Sequence", "At", "IsActor", "IsSubject" FROM "unknown_parties";
                DROP TABLE "unknown_parties";
                ALTER TABLE "unknown_parties_by_key" RENAME TO "unknown_parties";
                """);

            migrationBuilder.CreateIndex(
                name: "IX_changes_EventKey",
                table: "changes",
                column: "EventKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_changes_SourceId",
                table: "changes",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_changes_TargetKey_At_EventId",
                table: "changes",
                columns: new[] { "TargetKey", "At", "EventId" },
                filter: "\"TargetKey\" IS NOT NULL");
        }

        /// <inheritdoc />
        // Who is not known yet is forgotten: their names cannot be told from their keys.
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP INDEX "IX_changes_EventKey";
                DROP INDEX "IX_changes_SourceId";
                DROP INDEX "IX_changes_TargetKey_At_EventId";
                ALTER TABLE "changes" DROP COLUMN "EventKey";
                ALTER TABLE "changes" DROP COLUMN "TargetKey";
                DROP TABLE "unknown_parties";
                CREATE TABLE "unknown_parties" (
                    "SourceId" TEXT NOT NULL,
                    "Key" TEXT NOT NULL,
                    "Sequence" INTEGER NOT NULL,
                    "At" INTEGER NOT NULL,
                    "IsActor" INTEGER NOT NULL,
                    "IsSubject" INTEGER NOT NULL,
                    CONSTRAINT "PK_unknown_parties" PRIMARY KEY ("SourceId", "Key", "Sequence")
                );
                """);

            migrationBuilder.CreateIndex(
                name: "IX_changes_SourceId_EventId",
                table: "changes",
                columns: new[] { "SourceId", "EventId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_changes_SourceId_Target_At_EventId",
                table: "changes",
                columns: new[] { "SourceId", "Target", "At", "EventId" },
                filter: "\"Target\" IS NOT NULL");
        }
    }
}
