namespace Portal.Data.Changes.Delegates;

/// <summary>That an agent inherits more than it should.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Fact">The same as one plain sentence.</param>
/// <param name="Severity">0..100: the risk of the identity whose rights are inherited.</param>
public sealed record DelegateFinding(DelegateFindingKind Kind, string Fact, int Severity)
{
    /// <summary>The finding about an identity of this risk.</summary>
    public static DelegateFinding Of(DelegateFindingKind kind, int risk) => new(
        kind,
        kind switch
        {
            DelegateFindingKind.InheritsEverything => "No policy takes anything away when the agent calls: it may do all that the identity may.",
            DelegateFindingKind.LimitCanBeTakenOff => "What limits the agent looks only at what it says of itself, and can be taken off by it.",
        },
        risk);
}
