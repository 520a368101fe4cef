using Portal.Data.Access;

namespace Portal.Hosting.SignIn;

/// <summary>Which of the provider's groups give which role.</summary>
/// <param name="ByGroup">The roles of a group, by the group's id or name as the provider writes it.</param>
public sealed record RoleGroups(ILookup<string, Role> ByGroup)
{
    /// <summary>The roles that may be given; owner and manager follow from agents and reports.</summary>
    public static IReadOnlyList<Role> Given { get; } = [Role.Administrator, Role.SecurityEngineer, Role.Approver, Role.Auditor];

    /// <summary>All groups that give a role.</summary>
    public IReadOnlyList<string> All { get; } = [.. ByGroup.Select(g => g.Key)];

    /// <summary>Reads <c>SignIn:RoleGroups</c>: for each role a group, or a list of groups.</summary>
    /// <exception cref="InvalidOperationException">A role is unknown.</exception>
    public static RoleGroups From(IConfigurationSection section) => new((
        from child in section.GetChildren()
        let role = Parse(child.Key)
            ?? throw new InvalidOperationException($"{section.Path}:{child.Key} names no role. Use one of {string.Join(", ", Given)}, for example SignIn__RoleGroups__Auditor=GROUP.")
        from value in child.GetChildren().Select(c => c.Value).Append(child.Value)
        where !string.IsNullOrWhiteSpace(value)
        select (Group: value.Trim(), Role: role)).ToLookup(p => p.Group, p => p.Role, StringComparer.OrdinalIgnoreCase));

    /// <summary>The role that a provider's app role of this name gives, or null.</summary>
    public static Role? Parse(string name) => Given.Where(r => r.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)).Select(r => (Role?)r).FirstOrDefault();

    /// <summary>The roles that follow from app roles and groups. Names that mean nothing here give nothing.</summary>
    public IReadOnlyList<Role> Of(IEnumerable<string> appRoles, IEnumerable<string> groups) =>
        [.. appRoles.Select(Parse).OfType<Role>().Concat(groups.SelectMany(g => ByGroup[g])).Distinct().Order()];
}
