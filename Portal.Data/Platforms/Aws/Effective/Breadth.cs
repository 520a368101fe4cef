using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Counts how widely statements are written.</summary>
internal static class Breadth
{
    /// <summary>The breadth of the statements that give <paramref name="pieces"/>.</summary>
    public static WildcardBreadth Of(IReadOnlyList<PermissionPiece> pieces) => new(
        pieces.Count,
        pieces.Count(IsEveryAction),
        pieces.Count(piece => !IsEveryAction(piece) && Actions(piece).Any(pattern => pattern.Name.IsAny)),
        pieces.Count(piece => !IsEveryAction(piece) && Actions(piece).Any(pattern => !pattern.Name.IsAny && pattern.Name.Exact is null)),
        pieces.Count(piece => piece.Resources.Any(resource => resource.IsAny)),
        pieces.Count(piece => IsEveryAction(piece) && piece.IsUnlimited));

    private static bool IsEveryAction(PermissionPiece piece) => piece.Statement.Statement.Actions.IsNegated || Actions(piece).Any(pattern => pattern.IsEverything);

    private static IReadOnlyList<ActionPattern> Actions(PermissionPiece piece) => piece.Statement.Statement.Actions.Patterns;
}
