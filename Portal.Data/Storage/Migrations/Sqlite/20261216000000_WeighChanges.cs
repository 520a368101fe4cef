using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <summary>Notes which changes are still to be weighed; those that are stored already are weighed after the start.</summary>
    public partial class WeighChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Unweighed",
                table: "changes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_changes_Unweighed",
                table: "changes",
                column: "Unweighed",
                filter: "\"Unweighed\" IS NOT NULL");
            migrationBuilder.Sql(
                """
                UPDATE changes SET "Unweighed" = "Sequence" WHERE "Error" IS NULL
                    AND "Kind" IN ('PermissionGained', 'PermissionLost', 'PermissionChanged', 'TrustChanged', 'LimitAdded', 'LimitRemoved')
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_changes_Unweighed",
                table: "changes");

            migrationBuilder.DropColumn(
                name: "Unweighed",
                table: "changes");
        }
    }
}
