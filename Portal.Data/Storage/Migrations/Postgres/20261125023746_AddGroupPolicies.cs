using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddGroupPolicies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "group_policies",
                columns: table => new
                {
                    Policy = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    EntitlementId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_policies", x => new { x.Policy, x.EntitlementId });
                    table.ForeignKey(
                        name: "FK_group_policies_entitlements_EntitlementId",
                        column: x => x.EntitlementId,
                        principalTable: "entitlements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_identities_EntitlementCount_Id",
                table: "identities",
                columns: new[] { "EntitlementCount", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_agents_CreatedAt_Id",
                table: "agents",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_group_policies_EntitlementId",
                table: "group_policies",
                column: "EntitlementId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "group_policies");

            migrationBuilder.DropIndex(
                name: "IX_identities_EntitlementCount_Id",
                table: "identities");

            migrationBuilder.DropIndex(
                name: "IX_agents_CreatedAt_Id",
                table: "agents");
        }
    }
}
