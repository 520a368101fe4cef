using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <summary>Adds what was attested and how identities stand to it; whether what stored changes gave is within it is worked out after the start.</summary>
    public partial class AddCertificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Certification",
                table: "changes",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "certificates",
                columns: table => new
                {
                    IdentityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Documents = table.Column<string>(type: "text", nullable: false),
                    AsOf = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    CampaignId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CampaignName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ItemId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    IsWithdrawn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_certificates", x => new { x.IdentityId, x.Kind, x.Key });
                    table.ForeignKey(
                        name: "FK_certificates_identities_IdentityId",
                        column: x => x.IdentityId,
                        principalTable: "identities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "standings",
                columns: table => new
                {
                    IdentityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Uncertified = table.Column<int>(type: "INTEGER", nullable: false),
                    Never = table.Column<int>(type: "INTEGER", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: true),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueSince = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_standings", x => x.IdentityId);
                    table.ForeignKey(
                        name: "FK_standings_identities_IdentityId",
                        column: x => x.IdentityId,
                        principalTable: "identities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_standings_DueSince",
                table: "standings",
                column: "DueSince",
                filter: "\"DueSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_standings_State",
                table: "standings",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_standings_ToldAt",
                table: "standings",
                column: "ToldAt",
                filter: "\"ToldAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_standings_Until",
                table: "standings",
                column: "Until",
                filter: "\"Until\" IS NOT NULL");
            migrationBuilder.Sql(
                """
                UPDATE changes SET "Unweighed" = "Sequence" WHERE "Error" IS NULL
                    AND "Kind" IN ('PermissionGained', 'PermissionLost', 'PermissionChanged', 'TrustChanged', 'LimitAdded', 'LimitRemoved')
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "certificates");

            migrationBuilder.DropTable(
                name: "standings");

            migrationBuilder.DropColumn(
                name: "Certification",
                table: "changes");
        }
    }
}
