using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Actions that one statement allows and that are left on the same resources under the same conditions for the same reasons.</summary>
/// <param name="Origin">The entitlement that brings the statement; null for a policy on a resource.</param>
/// <param name="Statement">The statement that allows.</param>
/// <param name="Actions">The actions.</param>
/// <param name="Resources">Where they are allowed: at least one of these.</param>
/// <param name="Except">Where they are not.</param>
/// <param name="Conditions">What must hold besides; all of it.</param>
/// <param name="Path">Why, step by step; default where nobody asks why.</param>
internal sealed record PermissionPiece(
    EntitlementRef? Origin,
    CompiledStatement Statement,
    ActionSet Actions,
    ImmutableArray<ResourcePattern> Resources,
    ImmutableArray<ResourcePattern> Except,
    ImmutableArray<PieceCondition> Conditions,
    ImmutableArray<PathStep> Path)
{
    /// <summary>True when the actions are allowed on every resource without a condition.</summary>
    public bool IsUnlimited => Except.IsEmpty && Conditions.IsEmpty && Resources.Any(resource => resource.IsAny);

    /// <summary>True when its path is kept.</summary>
    public bool IsExplained => !Path.IsDefault;

    /// <summary>Its path with one more step, if it is kept.</summary>
    public ImmutableArray<PathStep> With(Func<PathStep> step) => IsExplained ? Path.Add(step()) : Path;

    /// <summary>Whether a request is within the piece, its action aside.</summary>
    public Truth Holds(ResourceName resource, RequestContext context)
    {
        var result = Truth.No;
        foreach (var pattern in Resources)
        {
            result = result.Or(pattern.Matches(resource, context));
        }
        foreach (var pattern in Except)
        {
            result = result.And(pattern.Matches(resource, context).Not());
        }
        foreach (var condition in Conditions)
        {
            result = result.And(condition.Holds(resource, context));
        }
        return result;
    }
}
