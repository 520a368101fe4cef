namespace Portal.Data.Reviews.Pauses;

/// <summary>What a mail about a question says: to who is asked, or back to who asked. Texts come from outside and are data.</summary>
/// <param name="Id">The question.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="ReceiverName">Who is told.</param>
/// <param name="TimeZone">Their IANA time zone, or null when unknown.</param>
/// <param name="OtherName">Who asked; in a reply, who replied.</param>
/// <param name="AgentName">The agent.</param>
/// <param name="EntitlementName">What it was given.</param>
/// <param name="IdentityName">The identity.</param>
/// <param name="Question">The question.</param>
/// <param name="Until">Up to when the item waits for the reply.</param>
/// <param name="Reply">The reply, or null while it is asked for.</param>
public sealed record QuestionLetter(
    ItemPauseId Id,
    CampaignId Campaign,
    string ReceiverName,
    string? TimeZone,
    string OtherName,
    string AgentName,
    string EntitlementName,
    string IdentityName,
    string Question,
    DateTimeOffset Until,
    string? Reply);
