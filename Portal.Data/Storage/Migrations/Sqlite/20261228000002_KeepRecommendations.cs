using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <summary>Adds what reviewers were recommended to their answers; answers that there are were given without.</summary>
    public partial class KeepRecommendations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Recommended",
                table: "review_drafts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Recommended",
                table: "decisions",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RecommendedBecause",
                table: "decisions",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Recommended",
                table: "review_drafts");

            migrationBuilder.DropColumn(
                name: "Recommended",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "RecommendedBecause",
                table: "decisions");
        }
    }
}
