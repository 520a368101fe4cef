namespace Portal.Data.Notices.Delivery;

/// <summary>A message to a channel in a list.</summary>
/// <param name="Id">Its id, which receivers see.</param>
/// <param name="NoticeId">The notice, or null in a test.</param>
/// <param name="CreatedAt">When it was decided.</param>
/// <param name="State">What became of it.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAttemptAt">When it is tried next; null when it is not.</param>
/// <param name="LastStatus">The HTTP status of the last answer, or null.</param>
/// <param name="LastAnswer">The beginning of the last answer, or why there was none; or null.</param>
/// <param name="SettledAt">When it was delivered or given up, or null.</param>
public sealed record NoticeDeliveryRow(
    NoticeDeliveryId Id,
    NoticeId? NoticeId,
    DateTimeOffset CreatedAt,
    NoticeDeliveryState State,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    int? LastStatus,
    string? LastAnswer,
    DateTimeOffset? SettledAt);
