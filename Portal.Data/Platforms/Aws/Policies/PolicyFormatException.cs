namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A text is not a policy document that AWS would attach.</summary>
/// <param name="place">Where in the document, for example <c>Statement[1].Effect</c>.</param>
/// <param name="reason">What is wrong there.</param>
internal sealed class PolicyFormatException(string place, string reason) : Exception($"{place}: {reason}")
{
    /// <summary>Where and what.</summary>
    public PolicyProblem Problem { get; } = new(place, reason);
}
