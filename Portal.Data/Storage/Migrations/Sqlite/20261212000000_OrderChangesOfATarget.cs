using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <summary>Lists the changes of one target in their order, also those of the same moment.</summary>
    public partial class OrderChangesOfATarget : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_SourceId_Target_At",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "IX_changes_SourceId_Target_At_EventId",
                table: "changes",
                columns: new[] { "SourceId", "Target", "At", "EventId" },
                filter: "\"Target\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_SourceId_Target_At_EventId",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "IX_changes_SourceId_Target_At",
                table: "changes",
                columns: new[] { "SourceId", "Target", "At" },
                filter: "\"Target\" IS NOT NULL");
        }
    }
}
