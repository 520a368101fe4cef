using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddTopicMarks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "topic_marks",
                columns: table => new
                {
                    Topic = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_topic_marks", x => x.Topic);
                });

            migrationBuilder.InsertData(
                table: "topic_marks",
                columns: new[] { "Topic", "Sequence" },
                values: new object[,]
                {
                    { "Audit", 0L },
                    { "Changes", 0L },
                    { "Inventory", 0L },
                    { "Mail", 0L },
                    { "People", 0L },
                    { "Remediations", 0L },
                    { "Reviews", 0L },
                    { "Sources", 0L }
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "topic_marks");
        }
    }
}
