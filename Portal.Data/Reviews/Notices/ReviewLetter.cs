using Portal.Data.Reviews.NoAnswers;

namespace Portal.Data.Reviews.Notices;

/// <summary>What a reviewer is told in one mail. Texts come from outside and are data.</summary>
/// <param name="Kind">What the mail is for.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="CampaignName">Its name.</param>
/// <param name="CampaignOwner">Who answers for it.</param>
/// <param name="ReviewerName">Who is told.</param>
/// <param name="TimeZone">Their IANA time zone, or null when unknown.</param>
/// <param name="DueAt">When answers are due.</param>
/// <param name="At">The time of the mail.</param>
/// <param name="OpenItems">What they are asked, or still asked.</param>
/// <param name="Agents">About how many agents.</param>
/// <param name="Reasons">Why it is them, most frequent first.</param>
/// <param name="Riskiest">The riskiest items, at most three.</param>
public sealed record ReviewLetter(
    NoticeKind Kind,
    CampaignId Campaign,
    string CampaignName,
    string CampaignOwner,
    string ReviewerName,
    string? TimeZone,
    DateTimeOffset DueAt,
    DateTimeOffset At,
    int OpenItems,
    int Agents,
    IReadOnlyList<ReviewerReason> Reasons,
    IReadOnlyList<LetterItem> Riskiest)
{
    /// <summary>What becomes of what they do not answer.</summary>
    public NoAnswerPolicy NoAnswer { get; init; } = NoAnswerPolicy.Keeps;
}
