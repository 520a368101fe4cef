namespace Portal.Data.Reviews.Drafts;

/// <summary>A draft on the page that is looked at before submitting.</summary>
/// <param name="Id">The item.</param>
/// <param name="AgentName">The agent.</param>
/// <param name="IdentityName">The identity.</param>
/// <param name="EntitlementName">What was given.</param>
/// <param name="Draft">What is meant.</param>
/// <param name="Foreseen">What would become of it now; null while no answer is chosen.</param>
/// <param name="Page">The cursor of the page of the sheet that shows it; null on the first.</param>
public sealed record DraftedItem(
    ReviewItemId Id, string AgentName, string IdentityName, string EntitlementName, ReviewDraftRow Draft, Decided? Foreseen, string? Page)
{
    /// <summary>Whether submitting takes it.</summary>
    public bool IsReady => Foreseen is Decided.Recorded or Decided.AlreadySo;
}
