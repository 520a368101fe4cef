using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>Turns sets of actions into the numbers and powers of a summary.</summary>
internal static class SummaryNumbers
{
    private static readonly AccessLevel[] Levels = Enum.GetValues<AccessLevel>();

    private static readonly Lazy<ActionSet> DataReads = new(() => Where(id => Catalogue.Access(id) == AccessLevel.Read && PermissionSummary.KeepsData(Catalogue.Service(id).Prefix)));

    private static readonly Lazy<ActionSet> Destroying = new(() => Where(id => PermissionSummary.IsDestroying(Catalogue.Name(id))));

    private static ActionCatalogue Catalogue => ActionCatalogue.Instance;

    /// <summary>The summary of all that several statements leave; who gives rights and what is not known aside.</summary>
    public static PermissionSummary Of(IReadOnlyList<Yield> yields)
    {
        var somewhere = ActionSet.Union(yields.Select(yield => yield.Somewhere));
        var surely = ActionSet.Union(yields.Select(yield => yield.Surely));
        var everywhere = ActionSet.Union(yields.Select(yield => yield.Everywhere));
        var levels = new List<AccessTotal>();
        foreach (var level in Levels)
        {
            var actions = Count(somewhere, level);
            if (actions > 0)
            {
                levels.Add(new AccessTotal(level, actions, Count(everywhere, level), actions - Count(surely, level)));
            }
        }
        var breadth = yields.Aggregate(WildcardBreadth.None, (sum, yield) => sum.Plus(yield.Breadth));
        var rights = Catalogue.WithAccess(AccessLevel.PermissionsManagement);
        return new PermissionSummary(
            IsAdministrator: false,
            new PermissionTotals(levels.Sum(l => l.Actions), levels.Sum(l => l.Everywhere), levels.Sum(l => l.Conditional), Services(somewhere, ActionSet.All).Count, levels, breadth),
            Held(rights, somewhere, everywhere, isAboutStrangers: false) with { Service = null },
            Held(DataReads.Value, somewhere, everywhere, isAboutStrangers: false),
            Held(Destroying.Value, somewhere, everywhere, isAboutStrangers: true),
            Services(everywhere, Catalogue.WithAccess(AccessLevel.Write)).Count,
            IsPartlyUnknown: false);
    }

    private static ActionSet Where(Func<int, bool> filter) => ActionSet.Of(Enumerable.Range(0, Catalogue.Count).Where(filter));

    /// <summary>Names outside the catalogue are of an unknown kind; case makes no difference in them.</summary>
    private static int Count(ActionSet actions, AccessLevel level) => actions.CountIn(Catalogue.WithAccess(level))
        + (level == AccessLevel.Unknown && !actions.Unknown.IsEmpty ? actions.Unknown.Distinct(StringComparer.OrdinalIgnoreCase).Count() : 0);

    private static PowerHeld Held(ActionSet power, ActionSet somewhere, ActionSet everywhere, bool isAboutStrangers) =>
        First(power, everywhere, isAboutStrangers) is { } all ? new(PowerReach.Everything, all)
        : First(power, somewhere, isAboutStrangers) is { } some ? new(PowerReach.Some, some)
        : new(PowerReach.None);

    private static string? First(ActionSet power, ActionSet held, bool isAboutStrangers)
    {
        string? first = null;
        if (held.NextIn(power, 0) is var id and >= 0)
        {
            // Services stand in the order of their names.
            first = Catalogue.Service(id).Prefix;
        }
        foreach (var stranger in isAboutStrangers ? held.Unknown.Where(PermissionSummary.IsDestroying) : [])
        {
            var service = ServiceOf(stranger);
            first = first is null || string.CompareOrdinal(service, first) < 0 ? service : first;
        }
        return first;
    }

    private static HashSet<string> Services(ActionSet actions, ActionSet among)
    {
        var services = new HashSet<string>(StringComparer.Ordinal);
        for (var id = actions.NextIn(among, 0); id >= 0;)
        {
            var service = Catalogue.Service(id);
            services.Add(service.Prefix);
            id = actions.NextIn(among, service.First + service.Count);
        }
        if (ReferenceEquals(among, ActionSet.All))
        {
            services.UnionWith(actions.Unknown.Select(ServiceOf));
        }
        return services;
    }

    private static string ServiceOf(string stranger) => stranger[..Math.Max(stranger.IndexOf(':', StringComparison.Ordinal), 0)].ToLowerInvariant();
}
