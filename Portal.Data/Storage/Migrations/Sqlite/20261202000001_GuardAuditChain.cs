using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Data.Storage.Migrations.Sqlite;

/// <summary>The database refuses to change chained audit entries; those from before the chain may be changed once: into chained ones.</summary>
[DbContext(typeof(SqliteGovernanceDb))]
[Migration("20261202000001_GuardAuditChain")]
public sealed class GuardAuditChain : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER audit_entries_no_update;");
        migrationBuilder.Sql("CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries WHEN length(OLD.\"Hash\") > 0 BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER audit_entries_no_update;");
        migrationBuilder.Sql("CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;");
    }
}
