namespace Portal.Data.Mail;

/// <summary>A mail as it was sent.</summary>
/// <param name="Row">Whom it went to, and when.</param>
/// <param name="Html">The message as HTML.</param>
/// <param name="Text">The message as plain text.</param>
public sealed record MailDetail(MailRow Row, string Html, string Text);
