namespace Portal.Mail;

/// <summary>A way for mail to leave the portal.</summary>
internal interface IMailTransport
{
    /// <summary>Opens the way for some messages; disposing closes it.</summary>
    /// <exception cref="MailNotSentException">Nothing can be sent at present.</exception>
    Task<IMailSession> OpenAsync(CancellationToken cancellationToken);
}
