using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Actions that one statement allows and that are left on the same resources under the same conditions for the same reasons.</summary>
/// <param name="Origin">The entitlement that brings the statement; null for a policy on a resource.</param>
/// <param name="Actions">The actions.</param>
/// <param name="Resources">Where they are allowed: at least one of these.</param>
/// <param name="Except">Where they are not.</param>
/// <param name="Conditions">What must hold besides, in words.</param>
/// <param name="Path">Why, step by step.</param>
internal sealed record PermissionPiece(
    EntitlementRef? Origin,
    ActionSet Actions,
    ImmutableArray<ResourcePattern> Resources,
    ImmutableArray<ResourcePattern> Except,
    ImmutableArray<string> Conditions,
    ImmutableArray<PathStep> Path)
{
    /// <summary>True when the actions are allowed on every resource without a condition.</summary>
    public bool IsUnlimited => Except.IsEmpty && Conditions.IsEmpty && Resources.Any(resource => resource.IsAny);

    /// <summary>True when everything that <paramref name="resource"/> names, exceptions of <paramref name="other"/> aside, is allowed here without more conditions.</summary>
    public bool CoversPlace(ResourcePattern resource, PermissionPiece other) =>
        Resources.Any(mine => mine.Covers(resource))
        && Except.All(mine => !mine.Overlaps(resource) || other.Except.Any(theirs => theirs.Covers(mine)))
        && Conditions.All(other.Conditions.Contains);
}
