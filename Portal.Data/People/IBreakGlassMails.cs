using Portal.Data.Mail;

namespace Portal.Data.People;

/// <summary>Words the mail that tells administrators of a break-glass token; the portal brings the words.</summary>
public interface IBreakGlassMails
{
    /// <summary>The mail to one administrator.</summary>
    /// <param name="token">What is told.</param>
    /// <param name="reader">The administrator's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<MailContent> WriteAsync(BreakGlassToken token, string reader, CancellationToken cancellationToken);
}
