using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Storage;

/// <summary>Hands out the configured engine's contexts under the name that features know.</summary>
/// <typeparam name="T">The engine's context.</typeparam>
/// <param name="factory">The engine's own factory.</param>
internal sealed class DerivedFactory<T>(IDbContextFactory<T> factory) : IDbContextFactory<GovernanceDb>
    where T : GovernanceDb
{
    /// <inheritdoc/>
    public GovernanceDb CreateDbContext() => factory.CreateDbContext();

    /// <inheritdoc/>
    public async Task<GovernanceDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await factory.CreateDbContextAsync(cancellationToken);
}
