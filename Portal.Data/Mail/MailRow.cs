namespace Portal.Data.Mail;

/// <summary>A mail in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ToName">The receiver's name.</param>
/// <param name="ToAddress">The receiver's address.</param>
/// <param name="Subject">The subject line.</param>
/// <param name="CreatedAt">When it was decided.</param>
/// <param name="SentAt">When the server took it, or null while it waits.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">Why the last try failed, or null.</param>
public sealed record MailRow(
    OutboxMessageId Id,
    string ToName,
    string ToAddress,
    string Subject,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    int Attempts,
    string? LastError);
