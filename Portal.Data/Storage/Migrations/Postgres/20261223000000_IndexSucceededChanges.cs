using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <summary>Indexes changes of a thing apart by whether they succeeded, so that no engine has to guess how many did.</summary>
    public partial class IndexSucceededChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_TargetKey_At_EventId",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "IX_changes_TargetKey_At",
                table: "changes",
                columns: new[] { "TargetKey", "At" },
                filter: "\"TargetKey\" IS NOT NULL AND \"Error\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_changes_TargetKey_At_EventId",
                table: "changes",
                columns: new[] { "TargetKey", "At", "EventId" },
                filter: "\"TargetKey\" IS NOT NULL AND \"Error\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_TargetKey_At",
                table: "changes");

            migrationBuilder.DropIndex(
                name: "IX_changes_TargetKey_At_EventId",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "IX_changes_TargetKey_At_EventId",
                table: "changes",
                columns: new[] { "TargetKey", "At", "EventId" },
                filter: "\"TargetKey\" IS NOT NULL");
        }
    }
}
