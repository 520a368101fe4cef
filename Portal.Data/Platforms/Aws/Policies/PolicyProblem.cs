namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>Why AWS would not attach a policy document.</summary>
/// <param name="Place">Where in the document, for example <c>Statement[1].Effect</c>.</param>
/// <param name="Reason">What is wrong there.</param>
internal sealed record PolicyProblem(string Place, string Reason)
{
    /// <inheritdoc />
    public override string ToString() => $"{Place}: {Reason}";
}
