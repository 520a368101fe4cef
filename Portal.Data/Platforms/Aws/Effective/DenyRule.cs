using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A statement that denies, ready to be taken off.</summary>
/// <param name="Name">What people call it, for example <c>service control policy NoDelete › statement 1</c>.</param>
/// <param name="Actions">The actions that it takes away.</param>
/// <param name="Resources">Where; negated: everywhere else.</param>
/// <param name="Conditions">When; empty means always.</param>
internal sealed record DenyRule(string Name, ActionSet Actions, ResourceElement Resources, IReadOnlyList<PolicyCondition> Conditions);
