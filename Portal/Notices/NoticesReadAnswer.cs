namespace Portal.Notices;

/// <summary>What came of marking notices as read.</summary>
/// <param name="Marked">How many were unread until now.</param>
internal sealed record NoticesReadAnswer(int Marked);
