using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Audit.Verification;
using Portal.Data.People.Provisioning;
using Portal.Data.People.Records;
using Portal.Data.People.Sessions;
using Portal.Data.People.Sync;

namespace Portal.Data.People;

/// <summary>Registers people and tokens.</summary>
public static class PeopleFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<CallerDirectory>()
        .AddSingleton<ICallerDirectory>(p => p.GetRequiredService<CallerDirectory>())
        .AddSingleton<PeopleQueries>()
        .AddSingleton<Leavers>()
        .AddSingleton<AssignRole>()
        .AddSingleton<IDirectoryReader, NoDirectory>()
        .AddSingleton(SyncLimits.Default)
        .AddSingleton<SyncQueries>()
        .AddSingleton<SyncDirectory>()
        .AddSingleton(GroupRoles.None)
        .AddSingleton<IImpliedRoles, DirectoryGroupRoles>()
        .AddSingleton<ProvisioningQueries>()
        .AddSingleton<ProvisionPeople>()
        .AddSingleton<ProvisionGroups>()
        .AddSingleton<SettlePerson>()
        .AddSingleton<ImportPeople>()
        .AddSingleton<ApiTokenQueries>()
        .AddSingleton<CreateApiToken>()
        .AddSingleton<RevokeApiToken>()
        .AddSingleton(SessionLimits.Default)
        .AddSingleton<SessionQueries>()
        .AddSingleton<StartSession>()
        .AddSingleton<EndSession>()
        .AddSingleton<AdoptRoles>()
        .AddSingleton<IRecordedRows, RoleRows>()
        .AddSingleton<IRecordedRows, TokenRows>();
}
