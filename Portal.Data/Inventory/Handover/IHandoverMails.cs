using Portal.Data.Mail;

namespace Portal.Data.Inventory.Handover;

/// <summary>Words a mail to a new owner. The words and their looks are the portal's; what is in it is decided here.</summary>
public interface IHandoverMails
{
    /// <summary>The mail.</summary>
    Task<MailContent> WriteAsync(HandoverLetter letter, CancellationToken cancellationToken);
}
