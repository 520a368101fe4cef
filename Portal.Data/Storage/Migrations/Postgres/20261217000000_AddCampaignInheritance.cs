using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Data.Storage.Migrations.Postgres
{
    /// <summary>From whom campaigns came to their owner; and an index to find who is bounded by a policy.</summary>
    public partial class AddCampaignInheritance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "InheritedAt",
                table: "campaigns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "InheritedFromId",
                table: "campaigns",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_limits_Key",
                table: "limits",
                column: "Key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_limits_Key",
                table: "limits");

            migrationBuilder.DropColumn(
                name: "InheritedAt",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "InheritedFromId",
                table: "campaigns");
        }
    }
}
