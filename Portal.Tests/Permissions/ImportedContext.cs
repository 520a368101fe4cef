using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Permissions;
using Portal.Data.Permissions.LeastPrivilege;
using Portal.Data.Permissions.Reading;
using Portal.Data.Permissions.WhatIf;
using Portal.Data.Platforms;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Permissions;

/// <summary>Pages about permissions, over a database of the test's own that holds what an import brought.</summary>
public abstract class ImportedContext : SharedContext, IAsyncLifetime
{
    private readonly ScriptedPlatform _platform = new();
    private TestPortalData? _stored;

    /// <summary>What the pages ask.</summary>
    protected TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _stored = await TestPortalData.CreateAsync(Engine.Sqlite, _platform.Register);

    /// <summary>Imports an export that holds these.</summary>
    /// <returns>The identities by name.</returns>
    protected async Task<IReadOnlyDictionary<string, IdentityId>> ImportAsync(params IReadOnlyList<SnapshotItem> items)
    {
        _platform.Items = items;
        var result = await Stored.Get<ImportSnapshot>().RunAsync(
            new ImportRequest("source", Platform.Aws, [], AcceptLoss: true), Caller.System("test"), progress: null, CancellationToken.None);
        Assert.Equal(Imported.Done, result.Outcome);
        await using var db = await Stored.OpenAsync();
        return await db.Identities.ToDictionaryAsync(i => i.Name, i => i.Id, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services)
    {
        services.AddSingleton(_ => Stored.Get<WhatIfQueries>());
        services.AddSingleton(_ => Stored.Get<PermissionQueries>());
        services.AddSingleton(_ => Stored.Get<ReadPolicies>());
        services.AddSingleton(_ => Stored.Get<LeastPrivilegeQueries>());
        services.AddSingleton(_ => Stored.Get<IdentityQueries>());
        services.AddSingleton(_ => Stored.Get<WhoCanQueries>());
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_stored is not null)
        {
            await _stored.DisposeAsync();
        }
    }
}
