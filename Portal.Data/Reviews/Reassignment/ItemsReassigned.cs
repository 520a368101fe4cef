namespace Portal.Data.Reviews.Reassignment;

/// <summary>What became of an attempt to put questions before somebody else. Each item stands alone.</summary>
/// <param name="Items">What became of each; empty when there is a problem.</param>
/// <param name="Problems">What is wrong with the attempt as a whole, by field.</param>
public sealed record ItemsReassigned(IReadOnlyList<ItemReassigned> Items, IReadOnlyDictionary<string, string[]> Problems)
{
    /// <summary>How many are asked of somebody else now.</summary>
    public int Done => Items.Count(i => i.Outcome == Reassigned.Done);
}
