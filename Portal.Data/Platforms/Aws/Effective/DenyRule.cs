using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A statement that denies, ready to be taken off.</summary>
/// <param name="Layer">Where its policy stands.</param>
/// <param name="Name">What people call it, for example <c>service control policy NoDelete › statement 1</c>.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Actions">The actions that it takes away.</param>
/// <param name="Resources">Where; negated: everywhere else.</param>
/// <param name="Conditions">When; empty means always.</param>
internal sealed record DenyRule(
    PolicyLayer Layer, string Name, StatementPlace Place, ActionSet Actions, ResourceElement Resources, IReadOnlyList<PolicyCondition> Conditions)
{
    /// <summary>The resources that its policy can speak of at all, where its statement says more; null when there is no such bound.</summary>
    public ResourceElement? Within { get; init; }

    /// <summary>Whose resources it is about; null for everyone's.</summary>
    public ResourceOwners? Owners { get; init; }
}
