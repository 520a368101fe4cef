using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
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
                    Hour = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    Failed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_hours", x => new { x.Hour, x.Kind });
                });
            migrationBuilder.Sql("""
                INSERT INTO change_hours ("Hour", "Kind", "Done", "Failed")
                SELECT date_trunc('hour', "At", 'UTC'), "Kind", SUM(CASE WHEN "Error" IS NULL THEN 1 ELSE 0 END), SUM(CASE WHEN "Error" IS NULL THEN 0 ELSE 1 END)
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
