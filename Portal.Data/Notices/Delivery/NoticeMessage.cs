namespace Portal.Data.Notices.Delivery;

/// <summary>A message that was taken to be posted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Attempt">Which try this is, from 1.</param>
/// <param name="CreatedAt">When it was decided.</param>
/// <param name="Channel">What kind of receiver.</param>
/// <param name="SealedAddress">Where to.</param>
/// <param name="SealedSecrets">What to sign it with: none, one, or two while one is replaced; the newer first.</param>
/// <param name="Facts">What it says.</param>
public sealed record NoticeMessage(
    NoticeDeliveryId Id,
    NoticeRuleId RuleId,
    int Attempt,
    DateTimeOffset CreatedAt,
    NoticeChannel Channel,
    string SealedAddress,
    IReadOnlyList<string> SealedSecrets,
    NoticeRow Facts);
