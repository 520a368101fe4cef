using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <summary>What campaigns cover and rest on, their pauses and seals; those that are there already rest on nothing that was kept;
    /// campaigns that recur, and why agents are reviewed as often as they are.</summary>
    public partial class RunCampaigns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Exceptions",
                table: "campaigns",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Exclusions",
                table: "campaigns",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Listed",
                table: "campaigns",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Manifest",
                table: "campaigns",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PausedAt",
                table: "campaigns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SealedAt",
                table: "campaigns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SealedById",
                table: "campaigns",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SignOff",
                table: "campaigns",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "campaign_templates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(188)", maxLength: 188, nullable: false),
                    Filter = table.Column<string>(type: "text", maxLength: 400, nullable: false),
                    Recurrence = table.Column<string>(type: "text", nullable: false),
                    DueDays = table.Column<int>(type: "integer", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsActive = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StartedThrough = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Problem = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaign_templates", x => x.Id);
                    table.ForeignKey(
                        name: "FK_campaign_templates_people_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "frequency_analyses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AgentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Factors = table.Column<string>(type: "text", nullable: false),
                    Frequency = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Conclusion = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReviewBy = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    IsCurrent = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_frequency_analyses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_frequency_analyses_agents_AgentId",
                        column: x => x.AgentId,
                        principalTable: "agents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_frequency_analyses_people_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_campaign_templates_Name_Id",
                table: "campaign_templates",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_campaign_templates_OwnerId",
                table: "campaign_templates",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_frequency_analyses_AgentId_At",
                table: "frequency_analyses",
                columns: new[] { "AgentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_frequency_analyses_AuthorId",
                table: "frequency_analyses",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_frequency_analyses_Frequency_IsCurrent_AgentId",
                table: "frequency_analyses",
                columns: new[] { "Frequency", "IsCurrent", "AgentId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "campaign_templates");

            migrationBuilder.DropTable(
                name: "frequency_analyses");

            migrationBuilder.DropColumn(
                name: "Exceptions",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "Exclusions",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "Listed",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "Manifest",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "PausedAt",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "SealedAt",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "SealedById",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "SignOff",
                table: "campaigns");
        }
    }
}
