using Microsoft.AspNetCore.Components;
using Portal.Data.Platforms;

namespace Portal.Permissions;

/// <summary>All services at a glance: how much of each kind of power, the most dangerous first.</summary>
/// <param name="navigation">Holds the address, where the chosen service lives.</param>
public sealed partial class ServiceTable(NavigationManager navigation)
{
    private static readonly AccessLevel[] Levels =
        [AccessLevel.PermissionsManagement, AccessLevel.Write, AccessLevel.Tagging, AccessLevel.Read, AccessLevel.List];

    private IReadOnlyList<EffectivePermission>? _summed;

    /// <summary>The permissions.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<EffectivePermission> Items { get; set; } = [];

    private IReadOnlyList<ServiceSum> Services { get; set; } = [];

    /// <summary>Sums permissions up by service, the most dangerous first.</summary>
    internal static IReadOnlyList<ServiceSum> Sum(IEnumerable<EffectivePermission> permissions) =>
    [
        .. permissions
            .GroupBy(p => p.Service, StringComparer.Ordinal)
            .Select(service => new ServiceSum(
                service.Key,
                service.GroupBy(p => p.Access).ToDictionary(
                    level => level.Key,
                    level => new ServiceSum.Cell(
                        level.SelectMany(p => p.Actions).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
                        level.Max(p => p.ActionsInService))),
                ScopeOf(service)))
            .OrderByDescending(s => s.CountOf(AccessLevel.PermissionsManagement))
            .ThenByDescending(s => s.CountOf(AccessLevel.Write))
            .ThenBy(s => s.Name, StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_summed, Items))
        {
            _summed = Items;
            Services = Sum(Items);
        }
    }

    private static string ScopeOf(IEnumerable<EffectivePermission> permissions)
    {
        var all = permissions.ToList();
        var onEverything = all.Exists(p => p.Resources.Contains("*", StringComparer.Ordinal));
        var isConditional = all.Exists(p => p.Conditions.Count > 0);
        return (onEverything, isConditional) switch
        {
            (true, false) => "every resource",
            (true, true) => "every resource, some only on conditions",
            (false, false) => "named resources",
            (false, true) => "named resources, some only on conditions",
        };
    }

    private string AddressOf(string service) => navigation.GetUriWithQueryParameter("service", service);

    /// <summary>A service with its powers.</summary>
    /// <param name="Name">The service.</param>
    /// <param name="Cells">Its powers by kind.</param>
    /// <param name="Scope">On what, in words.</param>
    internal sealed record ServiceSum(string Name, IReadOnlyDictionary<AccessLevel, ServiceSum.Cell> Cells, string Scope)
    {
        /// <summary>How many actions of a kind are allowed.</summary>
        public int CountOf(AccessLevel access) => Cells.TryGetValue(access, out var cell) ? cell.Count : 0;

        /// <summary>One kind of power.</summary>
        /// <param name="Count">Distinct actions that are allowed.</param>
        /// <param name="Known">Actions of this kind that the catalogue knows; 0 when it knows none.</param>
        internal sealed record Cell(int Count, int Known)
        {
            /// <summary>Whether nothing of it is left out.</summary>
            public bool IsAll => Known > 0 && Count >= Known;
        }
    }
}
