namespace Portal.Data.Platforms;

/// <summary>One piece of evidence that an identity belongs to an AI agent.</summary>
/// <param name="Rule">Stable name of the rule that found it, for example <c>trust.agentService</c>.</param>
/// <param name="Evidence">What was seen and where, as text from outside: <c>trust policy names bedrock.amazonaws.com</c>.</param>
/// <param name="Weight">How much it says, 1..100; weights combine as independent evidence, see <see cref="Confidence"/>.</param>
public sealed record Signal(string Rule, string Evidence, int Weight)
{
    /// <summary>The confidence 0..100 that all signals together give: 1 − Π(1 − weight), as a percentage.</summary>
    public static int Confidence(IEnumerable<Signal> signals) =>
        (int)Math.Round(100 * (1 - signals.Aggregate(1.0, (doubt, signal) => doubt * (1 - (signal.Weight / 100.0)))));
}
