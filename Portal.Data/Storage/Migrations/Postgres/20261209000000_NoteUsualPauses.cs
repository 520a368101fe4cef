using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <summary>Notes how long a source usually pauses between its events.</summary>
    public partial class NoteUsualPauses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "UsualPauseSeconds",
                table: "sources",
                type: "double precision",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "UsualPauseSeconds",
                table: "sources");
        }
    }
}
