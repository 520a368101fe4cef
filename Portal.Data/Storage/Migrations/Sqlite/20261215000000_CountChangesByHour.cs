using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <summary>Counts changes by hour and kind, those that are there already too.</summary>
    public partial class CountChangesByHour : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "change_hours",
                columns: table => new
                {
                    Hour = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    Failed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_hours", x => new { x.Hour, x.Kind });
                });
            migrationBuilder.Sql("""
                INSERT INTO change_hours ("Hour", "Kind", "Done", "Failed")
                SELECT "At" - ("At" % 36000000000), "Kind", SUM(CASE WHEN "Error" IS NULL THEN 1 ELSE 0 END), SUM(CASE WHEN "Error" IS NULL THEN 0 ELSE 1 END)
                FROM changes GROUP BY 1, 2;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "change_hours");
        }
    }
}
