using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddNoAnswerPolicy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ByPolicyAt",
                table: "review_items",
                type: "INTEGER",
                nullable: true);

            // As one statement: a foreign key that is added by itself has SQLite's whole table rebuilt, outside of the transaction.
            migrationBuilder.Sql("""
                ALTER TABLE "carry_brakes" ADD COLUMN "CampaignId" TEXT NULL
                CONSTRAINT "FK_carry_brakes_campaigns_CampaignId" REFERENCES "campaigns" ("Id") ON DELETE RESTRICT;
                """);

            migrationBuilder.AddColumn<string>(
                name: "NoAnswer",
                table: "campaigns",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NoAnswer",
                table: "campaign_templates",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_carry_brakes_CampaignId",
                table: "carry_brakes",
                column: "CampaignId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_carry_brakes_campaigns_CampaignId",
                table: "carry_brakes");

            migrationBuilder.DropIndex(
                name: "IX_carry_brakes_CampaignId",
                table: "carry_brakes");

            migrationBuilder.DropColumn(
                name: "ByPolicyAt",
                table: "review_items");

            migrationBuilder.DropColumn(
                name: "CampaignId",
                table: "carry_brakes");

            migrationBuilder.DropColumn(
                name: "NoAnswer",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "NoAnswer",
                table: "campaign_templates");
        }
    }
}
