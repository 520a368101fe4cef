using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ChainAudit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The sequence stays AUTOINCREMENT, which no longer matters: taking it away would rebuild the table, outside of a transaction.
            migrationBuilder.AddColumn<byte[]>(
                name: "Hash",
                table: "audit_entries",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<string>(
                name: "OnBehalfOf",
                table: "audit_entries",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Previous",
                table: "audit_entries",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<string>(
                name: "Session",
                table: "audit_entries",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_log", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "audit_log",
                columns: new[] { "Id", "Hash", "Size" },
                values: new object[] { 1, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0L });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_log");

            // Not as operations, which would rebuild the table.
            migrationBuilder.Sql("ALTER TABLE audit_entries DROP COLUMN \"Hash\";");
            migrationBuilder.Sql("ALTER TABLE audit_entries DROP COLUMN \"OnBehalfOf\";");
            migrationBuilder.Sql("ALTER TABLE audit_entries DROP COLUMN \"Previous\";");
            migrationBuilder.Sql("ALTER TABLE audit_entries DROP COLUMN \"Session\";");
        }
    }
}
