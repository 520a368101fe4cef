namespace Portal.Data.Platforms;

/// <summary>What an identity can do, in numbers. Small enough to be stored with every identity.</summary>
/// <param name="Actions">Distinct actions that are allowed somewhere or under some condition.</param>
/// <param name="Everywhere">Of them, those on every resource without a condition.</param>
/// <param name="Conditional">Those that are never without a condition.</param>
/// <param name="Services">Services in which something is allowed.</param>
/// <param name="ByAccess">The same by kind of power, the least dangerous first.</param>
/// <param name="Wildcards">How widely its statements are written.</param>
public sealed record PermissionTotals(
    int Actions, int Everywhere, int Conditional, int Services, IReadOnlyList<AccessTotal> ByAccess, WildcardBreadth Wildcards)
{
    /// <summary>Nothing is allowed.</summary>
    public static PermissionTotals None { get; } = new(0, 0, 0, 0, [], WildcardBreadth.None);

    /// <summary>Adds permissions up.</summary>
    public static PermissionTotals Of(IReadOnlyCollection<EffectivePermission> permissions, WildcardBreadth wildcards)
    {
        var byAccess = Sum(permissions);
        return new(
            byAccess.Sum(t => t.Actions),
            byAccess.Sum(t => t.Everywhere),
            byAccess.Sum(t => t.Conditional),
            permissions.Select(p => p.Service).Distinct(StringComparer.Ordinal).Count(),
            byAccess,
            wildcards);
    }

    /// <summary>Adds permissions up by service, in the order of services.</summary>
    public static IReadOnlyList<ServiceTotal> ByService(IEnumerable<EffectivePermission> permissions) =>
    [
        .. permissions.GroupBy(p => p.Service, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal).Select(service =>
        {
            var byAccess = Sum(service);
            return new ServiceTotal(
                service.Key,
                byAccess.Sum(t => t.Actions),
                service.DistinctBy(p => p.Access).Sum(p => p.ActionsInService),
                byAccess);
        }),
    ];

    /// <summary>Adds permissions up by resource pattern, the most dangerous and widest first.</summary>
    public static IReadOnlyList<ResourceTotal> ByResource(IEnumerable<EffectivePermission> permissions) =>
    [
        .. permissions.SelectMany(p => p.Resources.Select(resource => (Resource: resource, Permission: p)))
            .GroupBy(r => r.Resource, r => r.Permission, StringComparer.Ordinal)
            .Select(place => new ResourceTotal(
                place.Key,
                place.SelectMany(p => p.Actions).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
                place.Max(p => p.Access == AccessLevel.Unknown ? AccessLevel.Write : p.Access),
                [.. place.Select(p => p.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
            .OrderByDescending(r => r.Highest).ThenByDescending(r => r.Actions).ThenBy(r => r.Resource, StringComparer.Ordinal),
    ];

    private static List<AccessTotal> Sum(IEnumerable<EffectivePermission> permissions) =>
    [
        .. permissions.GroupBy(p => p.Access).OrderBy(level => level.Key).Select(level =>
        {
            var services = level.GroupBy(p => p.Service, StringComparer.Ordinal).Select(service => service.ToList()).ToList();
            var actions = services.Sum(Count);
            return new AccessTotal(
                level.Key,
                actions,
                services.Sum(service => Count(service.FindAll(p => p.IsUnlimited))),
                actions - services.Sum(service => Count(service.FindAll(p => p.Conditions.Count == 0))));
        }),
    ];

    private static int Count(List<EffectivePermission> ofService) => ofService switch
    {
        // One permission alone needs no set to be counted, nor do several of which one has all that there is.
        [] => 0,
        [var only] => only.Actions.Count,
        _ when ofService.Find(p => p.Access != AccessLevel.Unknown && p.Actions.Count == p.ActionsInService) is { } all => all.ActionsInService,
        _ => ofService.SelectMany(p => p.Actions).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
    };
}
