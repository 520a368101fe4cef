using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Data.Storage.Migrations.Sqlite;

/// <summary>Makes the database itself refuse to change or delete audit entries.</summary>
[DbContext(typeof(SqliteGovernanceDb))]
[Migration("20261201000000_AppendOnlyAudit")]
public sealed class AppendOnlyAudit : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;");
        migrationBuilder.Sql("CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER audit_entries_no_update;");
        migrationBuilder.Sql("DROP TRIGGER audit_entries_no_delete;");
    }
}
