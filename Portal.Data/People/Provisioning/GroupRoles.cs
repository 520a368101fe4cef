using Portal.Data.Access;

namespace Portal.Data.People.Provisioning;

/// <summary>Which groups of the directory give which role, by the group's name, its id there, or its id here, in any case.</summary>
/// <param name="ByGroup">The roles of a group.</param>
public sealed record GroupRoles(ILookup<string, Role> ByGroup)
{
    /// <summary>No group gives a role.</summary>
    public static GroupRoles None { get; } = new(Array.Empty<Role>().ToLookup(_ => string.Empty, StringComparer.OrdinalIgnoreCase));
}
