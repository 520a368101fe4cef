using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Sqlite
{
    /// <summary>Counts changes by identity and hour, those that are there already too.</summary>
    public partial class CountChangesByIdentity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "identity_hours",
                columns: table => new
                {
                    IdentityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hour = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<long>(type: "INTEGER", nullable: false),
                    Gave = table.Column<int>(type: "INTEGER", nullable: false),
                    Took = table.Column<int>(type: "INTEGER", nullable: false),
                    Altered = table.Column<int>(type: "INTEGER", nullable: false),
                    Destroyed = table.Column<int>(type: "INTEGER", nullable: false),
                    Acted = table.Column<int>(type: "INTEGER", nullable: false),
                    Failed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_hours", x => new { x.IdentityId, x.Hour });
                });
            migrationBuilder.Sql("""
                INSERT INTO identity_hours ("IdentityId", "Hour", "Day", "Gave", "Took", "Altered", "Destroyed", "Acted", "Failed")
                SELECT p."IdentityId", p."At" - (p."At" % 36000000000), p."At" - (p."At" % 864000000000),
                    SUM(CASE WHEN c."Error" IS NULL AND p."IsSubject" = 1 AND c."Kind" IN ('PermissionGained','CredentialMade','TrustChanged','LimitRemoved','IdentityCreated') THEN 1 ELSE 0 END),
                    SUM(CASE WHEN c."Error" IS NULL AND p."IsSubject" = 1 AND c."Kind" IN ('PermissionLost','CredentialRemoved','LimitAdded','IdentityDeleted') THEN 1 ELSE 0 END),
                    SUM(CASE WHEN c."Error" IS NULL AND p."IsSubject" = 1 AND c."Kind" NOT IN ('PermissionGained','CredentialMade','TrustChanged','LimitRemoved','IdentityCreated','PermissionLost','CredentialRemoved','LimitAdded','IdentityDeleted') THEN 1 ELSE 0 END),
                    SUM(CASE WHEN c."Error" IS NULL AND NOT (p."IsSubject" = 1) AND c."Kind" = 'Destructive' THEN 1 ELSE 0 END),
                    SUM(CASE WHEN c."Error" IS NULL AND NOT (p."IsSubject" = 1) AND c."Kind" <> 'Destructive' THEN 1 ELSE 0 END),
                    SUM(CASE WHEN c."Error" IS NOT NULL THEN 1 ELSE 0 END)
                FROM change_parties p JOIN changes c ON c."Sequence" = p."Sequence" GROUP BY 1, 2, 3;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "identity_hours");
        }
    }
}
