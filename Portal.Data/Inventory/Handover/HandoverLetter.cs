namespace Portal.Data.Inventory.Handover;

/// <summary>What a new owner is told: which agents came to them, from whom, and why.</summary>
/// <param name="Reason">Why.</param>
/// <param name="FromName">Who owned them. Text from outside.</param>
/// <param name="OwnerName">Who owns them now. Text from outside.</param>
/// <param name="Count">How many agents.</param>
/// <param name="Riskiest">The riskiest of them.</param>
public sealed record HandoverLetter(HandoverReason Reason, string FromName, string OwnerName, int Count, IReadOnlyList<HandoverLetter.Item> Riskiest)
{
    /// <summary>The most agents that are named.</summary>
    public const int Most = 5;

    /// <summary>An agent.</summary>
    /// <param name="Name">Its name. Text from outside.</param>
    /// <param name="Purpose">What it is for. Text from outside.</param>
    /// <param name="Risk">0..100.</param>
    public sealed record Item(string Name, string Purpose, int Risk);
}
