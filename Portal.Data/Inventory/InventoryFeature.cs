using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Inventory.Curation;
using Portal.Data.People;

namespace Portal.Data.Inventory;

/// <summary>Registers the inventory.</summary>
public static class InventoryFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddInventory(this IServiceCollection services) => services
        .AddSingleton<IImpliedRoles, OwnerRoles>()
        .AddSingleton<AgentQueries>()
        .AddSingleton<IdentityQueries>()
        .AddSingleton<CreateAgent>()
        .AddSingleton<UpdateAgent>()
        .AddSingleton<SettleAgent>()
        .AddSingleton<AssignIdentity>()
        .AddSingleton<InventorySummaryQueries>();
}
