using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>Turns sets of actions into the numbers and powers of a summary.</summary>
internal static class SummaryNumbers
{
    private static readonly AccessLevel[] Levels = Enum.GetValues<AccessLevel>();

    private static readonly Lazy<ActionSet> DataReads = new(() => Where(id => Catalogue.Access(id) == AccessLevel.Read && PermissionSummary.KeepsData(Catalogue.Service(id).Prefix)));

    private static readonly Lazy<ActionSet> Destroying = new(() => Where(id => PermissionSummary.IsDestroying(Catalogue.Name(id))));

    private static ActionCatalogue Catalogue => ActionCatalogue.Instance;

    /// <summary>The summary of what is left to an identity; who gives rights and what is not known aside.</summary>
    /// <param name="somewhere">Allowed on some resource or under some condition.</param>
    /// <param name="surely">Of these, allowed on some resource without a condition.</param>
    /// <param name="everywhere">Of these, allowed on every resource without a condition.</param>
    /// <param name="breadth">How widely its statements are written.</param>
    public static PermissionSummary Of(ActionSet somewhere, ActionSet surely, ActionSet everywhere, WildcardBreadth breadth)
    {
        var levels = new List<AccessTotal>();
        foreach (var level in Levels)
        {
            var actions = Count(somewhere, level);
            if (actions > 0)
            {
                levels.Add(new AccessTotal(level, actions, Count(everywhere, level), actions - Count(surely, level)));
            }
        }
        var rights = Catalogue.WithAccess(AccessLevel.PermissionsManagement);
        return new PermissionSummary(
            IsAdministrator: false,
            new PermissionTotals(levels.Sum(l => l.Actions), levels.Sum(l => l.Everywhere), levels.Sum(l => l.Conditional), CountServices(somewhere, ActionSet.All), levels, breadth),
            Held(rights, somewhere, everywhere, isAboutStrangers: false) with { Service = null },
            Held(DataReads.Value, somewhere, everywhere, isAboutStrangers: false),
            Held(Destroying.Value, somewhere, everywhere, isAboutStrangers: true),
            CountServices(everywhere.WithoutNames(), Catalogue.WithAccess(AccessLevel.Write)),
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

    private static int CountServices(ActionSet actions, ActionSet among)
    {
        var count = 0;
        for (var id = actions.NextIn(among, 0); id >= 0; count++)
        {
            var service = Catalogue.Service(id);
            id = actions.NextIn(among, service.First + service.Count);
        }
        return actions.Unknown.IsEmpty ? count
            : count + actions.Unknown.Select(ServiceOf).Distinct(StringComparer.Ordinal).Count(service => !HasSome(service, actions));
    }

    private static bool HasSome(string service, ActionSet actions) => Catalogue.FindService(service) is { } known
        && actions.NextIn(ActionSet.All, known.First) is var id and >= 0 && id < known.First + known.Count;

    private static string ServiceOf(string stranger) => stranger[..Math.Max(stranger.IndexOf(':', StringComparison.Ordinal), 0)].ToLowerInvariant();
}
