using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Commands;
using Portal.Data.Incidents;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Mail;
using Portal.Data.Notices;
using Portal.Data.People;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Sources;
using Portal.Data.Storage;
using Portal.Data.Timelines;

namespace Portal.Data;

/// <summary>Everything that is true without a browser, feature by feature.</summary>
public static class PortalData
{
    /// <summary>Adds all features over one database.</summary>
    public static IServiceCollection AddPortalData(this IServiceCollection services, DatabaseOptions database) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<ChangeFeed>()
        .AddStorage(database)
        .AddMail()
        .AddSingleton<CommandRunner>()
        .AddSingleton<CommandGroups>()
        .AddSingleton<CommandsElsewhere>()
        .AddSingleton<NoteExport>()
        .AddAudit()
        .AddPeople()
        .AddPlatforms()
        .AddSources()
        .AddInventory()
        .AddPermissions()
        .AddChanges()
        .AddNotices()
        .AddReviews()
        .AddIncidents()
        .AddTimelines();
}
