using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Tests.Storage;

/// <summary>The migrations bring what the model says. Red means: generate a migration for both engines.</summary>
public sealed class ModelTests
{
    [Fact]
    public void The_SQLite_migrations_are_up_to_date()
    {
        using var db = new DesignTimeFactories.Sqlite().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void The_PostgreSQL_migrations_are_up_to_date()
    {
        using var db = new DesignTimeFactories.Postgres().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges());
    }
}
