namespace Portal.Data.Reviews.Pauses;

/// <summary>A question as who is asked sees it, with what it is about.</summary>
/// <param name="Pause">The question.</param>
/// <param name="CampaignName">The campaign.</param>
/// <param name="IsOpen">Whether a reply is taken.</param>
/// <param name="Shown">What the reviewer is shown of the item.</param>
public sealed record AskedQuestion(ItemPauseRow Pause, string CampaignName, bool IsOpen, ShownAccess Shown);
