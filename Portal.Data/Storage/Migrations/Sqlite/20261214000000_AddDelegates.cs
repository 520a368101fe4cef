using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    IdentityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Initiator = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Agent = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FirstAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    AgentGrade = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AgentSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    InitiatorGrade = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    InitiatorSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
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
