namespace Portal.Data.Platforms;

/// <summary>How much a <see cref="PermissionDifference"/> holds.</summary>
/// <param name="Gained">The actions of all that is gained, an action once for each permission that holds it.</param>
/// <param name="Lost">The same of all that is lost.</param>
public sealed record DifferenceSize(int Gained, int Lost)
{
    /// <summary>True when both allow the same.</summary>
    public bool IsNone => Gained == 0 && Lost == 0;

    /// <summary>The size of a difference.</summary>
    public static DifferenceSize Of(PermissionDifference difference) =>
        new(difference.Gained.Sum(permission => permission.Actions.Count), difference.Lost.Sum(permission => permission.Actions.Count));
}
