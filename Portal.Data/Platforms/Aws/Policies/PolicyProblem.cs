namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>Why a policy document is not read.</summary>
/// <param name="Place">Where in the document, for example <c>Statement[1].Effect</c>.</param>
/// <param name="Reason">What is wrong there.</param>
/// <param name="IsTooComplex">
/// True when it is past <see cref="PolicyLimits"/>, which are the portal's own: then nobody knows what it says. False when AWS would not attach it,
/// so that it says nothing.
/// </param>
internal sealed record PolicyProblem(string Place, string Reason, bool IsTooComplex = false)
{
    /// <inheritdoc />
    public override string ToString() => $"{Place}: {Reason}";
}
