using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <summary>Follows revokes through approval, carrying out and what remains, and keeps what the portal does on platforms; what was undone is called rolled back.</summary>
    public partial class FollowRemediations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""UPDATE remediations SET "State" = 'RolledBack' WHERE "State" = 'Undone';""");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ApprovedAt",
                table: "remediations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ApprovedById",
                table: "remediations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Attempts",
                table: "remediations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Carrier",
                table: "remediations",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Person");

            migrationBuilder.AddColumn<bool>(
                name: "IsGivingBack",
                table: "remediations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "NeedsApproval",
                table: "remediations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "NextAttemptAt",
                table: "remediations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Problem",
                table: "remediations",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Remaining",
                table: "remediations",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RequestedAt",
                table: "remediations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RequestedById",
                table: "remediations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TaskDueAt",
                table: "remediations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "TaskOwnerId",
                table: "remediations",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "carry_acts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RemediationId = table.Column<Guid>(type: "uuid", nullable: false),
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Plan = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RequestedById = table.Column<Guid>(type: "uuid", nullable: true),
                    Before = table.Column<string>(type: "text", nullable: true),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    NextAttemptAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LeaseUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Problem = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_carry_acts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_carry_acts_remediations_RemediationId",
                        column: x => x.RemediationId,
                        principalTable: "remediations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "carry_brakes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PulledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    FirstYesById = table.Column<Guid>(type: "uuid", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedById = table.Column<Guid>(type: "uuid", nullable: true),
                    WasCalledOff = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_carry_brakes", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_carry_acts_RemediationId_CreatedAt",
                table: "carry_acts",
                columns: new[] { "RemediationId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_carry_acts_StartedAt",
                table: "carry_acts",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_carry_acts_State_NextAttemptAt",
                table: "carry_acts",
                columns: new[] { "State", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_carry_brakes_PulledAt",
                table: "carry_brakes",
                column: "PulledAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""UPDATE remediations SET "State" = 'Undone' WHERE "State" = 'RolledBack';""");

            migrationBuilder.DropTable(
                name: "carry_acts");

            migrationBuilder.DropTable(
                name: "carry_brakes");

            migrationBuilder.DropColumn(
                name: "ApprovedAt",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "ApprovedById",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "Attempts",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "Carrier",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "IsGivingBack",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "NeedsApproval",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "NextAttemptAt",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "Problem",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "Remaining",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "RequestedAt",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "RequestedById",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "TaskDueAt",
                table: "remediations");

            migrationBuilder.DropColumn(
                name: "TaskOwnerId",
                table: "remediations");
        }
    }
}
