namespace Portal.Mail;

/// <summary>Mail could not be sent.</summary>
/// <param name="message">What went wrong, for the person who looks after the portal.</param>
/// <param name="isOutage">True when no message can be sent at present; false when it is this message.</param>
/// <param name="inner">The transport's own exception.</param>
internal sealed class MailNotSentException(string message, bool isOutage, Exception inner) : Exception(message, inner)
{
    /// <summary>True when no message can be sent at present; false when it is this message.</summary>
    public bool IsOutage { get; } = isOutage;
}
