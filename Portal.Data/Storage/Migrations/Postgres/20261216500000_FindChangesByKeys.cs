using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
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

            migrationBuilder.AddColumn<Guid>(
                name: "EventKey",
                table: "changes",
                type: "uuid",
                nullable: false,
                defaultValue: Guid.Empty);

            migrationBuilder.AddColumn<Guid>(
                name: "TargetKey",
                table: "changes",
                type: "uuid",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE "changes" SET
                    "EventKey" = encode(substring(sha256(convert_to(upper("SourceId"::text) || chr(10) || "EventId", 'UTF8')) FROM 1 FOR 16), 'hex')::uuid,
                    "TargetKey" = encode(substring(sha256(convert_to(upper("SourceId"::text) || chr(10) || "Target", 'UTF8')) FROM 1 FOR 16), 'hex')::uuid;
                ALTER TABLE "unknown_parties" DROP CONSTRAINT "PK_unknown_parties";
                ALTER TABLE "unknown_parties" ALTER COLUMN "Key" TYPE uuid
                    USING encode(substring(sha256(convert_to(upper("SourceId"::text) || chr(10) || "Key", 'UTF8')) FROM 1 FOR 16), 'hex')::uuid;
                ALTER TABLE "unknown_parties" DROP COLUMN "SourceId";
                ALTER TABLE "unknown_parties" ADD CONSTRAINT "PK_unknown_parties" PRIMARY KEY ("Key", "Sequence");
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
                    "SourceId" uuid NOT NULL,
                    "Key" character varying(400) NOT NULL,
                    "Sequence" bigint NOT NULL,
                    "At" timestamp with time zone NOT NULL,
                    "IsActor" boolean NOT NULL,
                    "IsSubject" boolean NOT NULL,
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
