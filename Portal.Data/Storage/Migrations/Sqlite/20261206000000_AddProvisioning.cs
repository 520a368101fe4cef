using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddProvisioning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RemovedAt",
                table: "people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SyncedAt",
                table: "people",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UserName",
                table: "people",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "directory_groups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DisplayName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directory_groups", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "directory_syncs",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Next = table.Column<string>(type: "text", maxLength: 400, nullable: true),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TriedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Waiting = table.Column<int>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "text", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directory_syncs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "directory_group_members",
                columns: table => new
                {
                    GroupId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directory_group_members", x => new { x.GroupId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_directory_group_members_directory_groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "directory_groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_directory_group_members_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_people_UserName",
                table: "people",
                column: "UserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_directory_group_members_PersonId",
                table: "directory_group_members",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_directory_groups_ExternalId",
                table: "directory_groups",
                column: "ExternalId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_directory_groups_Key",
                table: "directory_groups",
                column: "Key",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "directory_group_members");

            migrationBuilder.DropTable(
                name: "directory_syncs");

            migrationBuilder.DropTable(
                name: "directory_groups");

            migrationBuilder.DropIndex(
                name: "IX_people_UserName",
                table: "people");

            migrationBuilder.DropColumn(
                name: "RemovedAt",
                table: "people");

            migrationBuilder.DropColumn(
                name: "SyncedAt",
                table: "people");

            migrationBuilder.DropColumn(
                name: "UserName",
                table: "people");
        }
    }
}
