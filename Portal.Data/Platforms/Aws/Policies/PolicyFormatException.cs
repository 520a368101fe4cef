namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A text is not read as a policy document: AWS would not attach it, or it is past what the portal reads.</summary>
/// <param name="problem">Where and what.</param>
internal sealed class PolicyFormatException(PolicyProblem problem) : Exception(problem.ToString())
{
    /// <summary>AWS would not attach the document.</summary>
    /// <param name="place">Where in the document, for example <c>Statement[1].Effect</c>.</param>
    /// <param name="reason">What is wrong there.</param>
    public PolicyFormatException(string place, string reason)
        : this(new PolicyProblem(place, reason))
    {
    }

    /// <summary>Where and what.</summary>
    public PolicyProblem Problem { get; } = problem;

    /// <summary>The document is past the portal's own limits: what it says stays unknown.</summary>
    /// <param name="place">Where in the document.</param>
    /// <param name="excess">What is too much, as a sentence about it goes on: <c>has 9000 characters; at most 4096 are read</c>.</param>
    public static PolicyFormatException TooComplex(string place, string excess) => new(new PolicyProblem(place, $"is too complex: it {excess}", IsTooComplex: true));
}
