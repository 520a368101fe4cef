using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FindChangesOfTarget : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_Target_At",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "IX_changes_SourceId_Target_At",
                table: "changes",
                columns: new[] { "SourceId", "Target", "At" },
                filter: "\"Target\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_SourceId_Target_At",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "IX_changes_Target_At",
                table: "changes",
                columns: new[] { "Target", "At" },
                filter: "\"Target\" IS NOT NULL");
        }
    }
}
