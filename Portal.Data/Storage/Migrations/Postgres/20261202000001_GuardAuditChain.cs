using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Data.Storage.Migrations.Postgres;

/// <summary>The database refuses to change chained audit entries; those from before the chain may be changed once: into chained ones.</summary>
[DbContext(typeof(PostgresGovernanceDb))]
[Migration("20261202000001_GuardAuditChain")]
public sealed class GuardAuditChain : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER audit_entries_append_only ON audit_entries;");
        migrationBuilder.Sql("CREATE TRIGGER audit_entries_append_only BEFORE DELETE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();");
        migrationBuilder.Sql("CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries FOR EACH ROW WHEN (length(OLD.\"Hash\") > 0) EXECUTE FUNCTION refuse_audit_change();");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER audit_entries_no_update ON audit_entries;");
        migrationBuilder.Sql("DROP TRIGGER audit_entries_append_only ON audit_entries;");
        migrationBuilder.Sql("CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();");
    }
}
