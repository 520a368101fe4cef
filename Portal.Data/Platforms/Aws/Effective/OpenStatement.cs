using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A statement as it stands for one identity: conditions that its name and tags meet are left out, variables of them are filled in.</summary>
/// <param name="Compiled">The statement.</param>
/// <param name="Resources">Where it applies; null when it has no resource element.</param>
/// <param name="Conditions">What is still open.</param>
internal sealed record OpenStatement(CompiledStatement Compiled, ResourceElement? Resources, IReadOnlyList<PolicyCondition> Conditions)
{
    /// <summary>True for Allow.</summary>
    public bool IsAllow => Compiled.Statement.IsAllow;

    /// <summary>What people call it.</summary>
    public string Name => Compiled.Statement.Name;

    /// <summary>True when it is about every resource, whatever the request.</summary>
    public bool IsOnEverything => Resources is { IsNegated: false } resources && resources.Patterns.Any(pattern => pattern.IsAny);

    /// <summary>True when it leaves its actions as they are: on every resource, without a condition.</summary>
    public bool IsFree => Conditions.Count == 0 && IsOnEverything;

    /// <summary>Its actions with those of <paramref name="strangers"/> beside them that it surely is about.</summary>
    public ActionSet Within(IReadOnlyCollection<ActionPattern> strangers) => Compiled.Within(strangers);
}
