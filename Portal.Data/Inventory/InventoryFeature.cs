using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Data.Inventory.Curation;
using Portal.Data.Inventory.Handover;
using Portal.Data.Inventory.Imports;
using Portal.Data.People;

namespace Portal.Data.Inventory;

/// <summary>Registers the inventory.</summary>
public static class InventoryFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddInventory(this IServiceCollection services)
    {
        services.AddOptions<ImportOptions>()
            .BindConfiguration(ImportOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(new UploadFolder(Path.Combine(Path.GetTempPath(), "governance-uploads")));
        return services
            .AddSingleton<IImpliedRoles, OwnerRoles>()
            .AddSingleton<HandoverNotices>()
            .AddSingleton<ILeaverFollower, HandOverAgents>()
            .AddSingleton<AnswerForAgents>()
            .AddSingleton<IAgentRegister, AgentRegister>()
            .AddSingleton<AgentQueries>()
            .AddSingleton<IdentityQueries>()
            .AddSingleton<InventorySummaryQueries>()
            .AddSingleton<RiskQueries>()
            .AddSingleton<ImportSnapshot>()
            .AddSingleton<QueueImport>()
            .AddSingleton<ClaimImport>()
            .AddSingleton<EndImport>()
            .AddSingleton<ImportWorker>()
            .AddSingleton<CreateAgent>()
            .AddSingleton<UpdateAgent>()
            .AddSingleton<SettleAgent>()
            .AddSingleton<AssignIdentity>();
    }
}
