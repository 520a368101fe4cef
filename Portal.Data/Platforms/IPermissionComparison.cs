namespace Portal.Data.Platforms;

/// <summary>
/// Compares holdings of many identities, each before and after one change. Identities whose holdings differ only in whose they are share one
/// difference, unless something in them speaks of the identity itself.
/// </summary>
public interface IPermissionComparison
{
    /// <summary>
    /// How large the differences of <paramref name="pairs"/> are, in their order. Cheaper than the differences, and shared by more: what a change
    /// cannot touch is left out.
    /// </summary>
    IReadOnlyList<DifferenceSize> Sizes(IReadOnlyList<(Holding Before, Holding After)> pairs, CancellationToken cancellationToken);

    /// <summary>How many differences and sizes were worked out so far; those that were shared are not among them.</summary>
    int Worked { get; }

    /// <summary>The differences of <paramref name="pairs"/>, in their order: the same as <see cref="IPermissionEngine.Compare"/> of each.</summary>
    IReadOnlyList<PermissionDifference> Of(IReadOnlyList<(Holding Before, Holding After)> pairs, CancellationToken cancellationToken);
}
