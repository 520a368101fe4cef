using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Audit.Verification;
using Portal.Data.Incidents.Records;
using Portal.Data.Incidents.Reports;

namespace Portal.Data.Incidents;

/// <summary>Registers incidents.</summary>
public static class IncidentsFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services) => services
        .AddSingleton<CreateIncident>()
        .AddSingleton<MakeIncident>()
        .AddSingleton<RenameIncident>()
        .AddSingleton<CloseIncident>()
        .AddSingleton<ReopenIncident>()
        .AddSingleton<AddStatement>()
        .AddSingleton<WithdrawStatement>()
        .AddSingleton<IncidentQueries>()
        .AddSingleton<IncidentReports>()
        .AddSingleton<IRecordedRows, IncidentRows>();
}
