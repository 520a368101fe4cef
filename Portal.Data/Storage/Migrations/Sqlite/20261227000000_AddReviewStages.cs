using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <summary>Adds stages and the votes in them. Campaigns that there are have none, and go on as they were launched: sole owners decide alone.</summary>
    public partial class AddReviewStages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsByVotes",
                table: "review_items",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Stage",
                table: "review_items",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Stage",
                table: "decisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "OwnersDecideAlone",
                table: "campaigns",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Stages",
                table: "campaigns",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<bool>(
                name: "OwnersDecideAlone",
                table: "campaign_templates",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Stages",
                table: "campaign_templates",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "review_votes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CampaignId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ItemId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Stage = table.Column<int>(type: "INTEGER", nullable: false),
                    ReviewerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Trail = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Justification = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review_votes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_review_votes_people_ReviewerId",
                        column: x => x.ReviewerId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_review_votes_review_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "review_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_review_votes_CampaignId_Stage",
                table: "review_votes",
                columns: new[] { "CampaignId", "Stage" });

            migrationBuilder.CreateIndex(
                name: "IX_review_votes_ItemId_Stage_ReviewerId",
                table: "review_votes",
                columns: new[] { "ItemId", "Stage", "ReviewerId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_review_votes_ReviewerId_CampaignId",
                table: "review_votes",
                columns: new[] { "ReviewerId", "CampaignId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "review_votes");

            migrationBuilder.DropColumn(
                name: "IsByVotes",
                table: "review_items");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "review_items");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "OwnersDecideAlone",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "Stages",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "OwnersDecideAlone",
                table: "campaign_templates");

            migrationBuilder.DropColumn(
                name: "Stages",
                table: "campaign_templates");
        }
    }
}
