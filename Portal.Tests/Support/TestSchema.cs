using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>Brings a new test database up to the present model.</summary>
internal static class TestSchema
{
    /// <summary>Migrates it.</summary>
    public static async Task CreateAsync(DatabaseOptions options)
    {
        await using var services = new ServiceCollection().AddLogging().AddStorage(options).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().RunAsync(CancellationToken.None);
    }
}
