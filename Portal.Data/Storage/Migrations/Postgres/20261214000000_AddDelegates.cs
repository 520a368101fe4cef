using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <summary>Adds identities that are used through agents.</summary>
    public partial class AddDelegates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "delegates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    IdentityId = table.Column<Guid>(type: "uuid", nullable: false),
                    Initiator = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Agent = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    FirstAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    AgentGrade = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    AgentSequence = table.Column<long>(type: "bigint", nullable: false),
                    InitiatorGrade = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    InitiatorSequence = table.Column<long>(type: "bigint", nullable: false),
                    SearchText = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delegates", x => x.Id);
                    table.ForeignKey(
                        name: "FK_delegates_identities_IdentityId",
                        column: x => x.IdentityId,
                        principalTable: "identities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_delegates_IdentityId_Initiator_Agent",
                table: "delegates",
                columns: new[] { "IdentityId", "Initiator", "Agent" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_delegates_LastAt_Id",
                table: "delegates",
                columns: new[] { "LastAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "delegates");
        }
    }
}
