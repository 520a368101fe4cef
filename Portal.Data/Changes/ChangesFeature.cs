using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Changes.Chains;
using Portal.Data.Changes.Delegates;
using Portal.Data.Changes.Effects;
using Portal.Data.Changes.Rates;
using Portal.Data.Changes.Retention;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Certificates;

namespace Portal.Data.Changes;

/// <summary>Registers changes.</summary>
public static class ChangesFeature
{
    /// <summary>Adds the feature.</summary>
    public static IServiceCollection AddChanges(this IServiceCollection services) => services
        .AddSingleton<RelatedSources>()
        .AddSingleton<IngestEvents>()
        .AddSingleton<UnreadableEventQueries>()
        .AddSingleton<ReadFileQueries>()
        .AddSingleton<ChangeQueries>()
        .AddSingleton<ReadChanges>()
        .AddSingleton<ChangeEffectQueries>()
        .AddSingleton<WeighChanges>()
        .AddSingleton<IStandingFollower, WeighAgain>()
        .AddSingleton<DelegateQueries>()
        .AddSingleton<ChainQueries>()
        .AddSingleton<NoteEarlierLeads>()
        .AddSingleton<RecentChanges>()
        .AddSingleton<ChangeRateQueries>()
        .AddSingleton<IChangeFollower, CountByHour>()
        .AddSingleton<IChangeFollower, CountByIdentity>()
        .AddSingleton<ForgetRawEvents>()
        .AddSingleton<IObservedUse, ObservedUse>()
        // In this order: what is silent can only be told once events know their identities.
        .AddSingleton<ISnapshotFollower, LinkUnknownParties>()
        .AddSingleton<ISnapshotFollower, SilentChanges>();
}
