using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OpenMicroReviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "micro_review_occasions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RuleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    IdentityId = table.Column<Guid>(type: "uuid", nullable: false),
                    EntitlementId = table.Column<Guid>(type: "uuid", nullable: true),
                    ChangeId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FoundAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Why = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Review = table.Column<int>(type: "integer", nullable: true),
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: true),
                    SettledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_micro_review_occasions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "micro_review_rules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Trigger = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Threshold = table.Column<int>(type: "integer", nullable: true),
                    Filter = table.Column<string>(type: "text", maxLength: 400, nullable: false),
                    DueDays = table.Column<int>(type: "integer", nullable: false),
                    GatherMinutes = table.Column<int>(type: "integer", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsActive = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    WatchedFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Occasions = table.Column<int>(type: "integer", nullable: false),
                    Reviews = table.Column<int>(type: "integer", nullable: false),
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: true),
                    Problem = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_micro_review_rules", x => x.Id);
                    table.ForeignKey(
                        name: "FK_micro_review_rules_people_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_risk_changes_At",
                table: "risk_changes",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_micro_review_occasions_CampaignId",
                table: "micro_review_occasions",
                column: "CampaignId",
                filter: "\"CampaignId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_micro_review_occasions_ChangeId",
                table: "micro_review_occasions",
                column: "ChangeId",
                filter: "\"ChangeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_micro_review_occasions_IdentityId_At",
                table: "micro_review_occasions",
                columns: new[] { "IdentityId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_micro_review_occasions_RuleId_Key",
                table: "micro_review_occasions",
                columns: new[] { "RuleId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_micro_review_occasions_RuleId_Review",
                table: "micro_review_occasions",
                columns: new[] { "RuleId", "Review" });

            migrationBuilder.CreateIndex(
                name: "IX_micro_review_rules_Name",
                table: "micro_review_rules",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_micro_review_rules_OwnerId",
                table: "micro_review_rules",
                column: "OwnerId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "micro_review_occasions");

            migrationBuilder.DropTable(
                name: "micro_review_rules");

            migrationBuilder.DropIndex(
                name: "IX_risk_changes_At",
                table: "risk_changes");
        }
    }
}
