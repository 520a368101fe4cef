using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddNoAnswerPolicy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ByPolicyAt",
                table: "review_items",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CampaignId",
                table: "carry_brakes",
                type: "uuid",
                nullable: true);

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

            migrationBuilder.AddForeignKey(
                name: "FK_carry_brakes_campaigns_CampaignId",
                table: "carry_brakes",
                column: "CampaignId",
                principalTable: "campaigns",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
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
