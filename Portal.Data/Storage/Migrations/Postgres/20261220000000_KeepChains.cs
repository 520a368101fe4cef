using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <summary>Keeps what calls of agents lead to, and acts that they may yet turn out to have set off.</summary>
    public partial class KeepChains : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "chain_leads",
                columns: table => new
                {
                    Key = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EventId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Role = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Evidence = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chain_leads", x => new { x.Key, x.At, x.EventId, x.SourceId });
                });

            migrationBuilder.CreateTable(
                name: "passing_acts",
                columns: table => new
                {
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    EventId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ArrivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    IsSimulated = table.Column<bool>(type: "boolean", nullable: false),
                    Raw = table.Column<string>(type: "text", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passing_acts", x => new { x.SourceId, x.EventId });
                });

            migrationBuilder.CreateTable(
                name: "passing_keys",
                columns: table => new
                {
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EventId = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    NotBefore = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passing_keys", x => new { x.SourceId, x.Key, x.At, x.EventId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_passing_acts_ArrivedAt",
                table: "passing_acts",
                column: "ArrivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_passing_keys_SourceId_EventId",
                table: "passing_keys",
                columns: new[] { "SourceId", "EventId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "chain_leads");

            migrationBuilder.DropTable(
                name: "passing_acts");

            migrationBuilder.DropTable(
                name: "passing_keys");
        }
    }
}
