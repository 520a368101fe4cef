using Portal.Data.Mail;

namespace Portal.Data.Notices.Digests;

/// <summary>Words a mail about notices. The words and their looks are the portal's; what is in it is decided here.</summary>
public interface INoticeMails
{
    /// <summary>The mail that says <paramref name="letter"/>.</summary>
    Task<MailContent> WriteAsync(NoticeLetter letter, CancellationToken cancellationToken);
}
