using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Portal.Data.Storage;

/// <summary>Lets the migrations tool build each engine's model without a running portal.</summary>
internal static class DesignTimeFactories
{
    /// <summary>For <c>dotnet ef migrations add … --context SqliteGovernanceDb</c>.</summary>
    internal sealed class Sqlite : IDesignTimeDbContextFactory<SqliteGovernanceDb>
    {
        /// <inheritdoc/>
        public SqliteGovernanceDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteGovernanceDb>().UseSqlite("Data Source=:memory:").Options);
    }

    /// <summary>For <c>dotnet ef migrations add … --context PostgresGovernanceDb</c>.</summary>
    internal sealed class Postgres : IDesignTimeDbContextFactory<PostgresGovernanceDb>
    {
        /// <inheritdoc/>
        public PostgresGovernanceDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresGovernanceDb>().UseNpgsql("Host=localhost").Options);
    }
}
