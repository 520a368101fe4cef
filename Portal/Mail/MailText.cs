using System.Text;
using Portal.Shared;

namespace Portal.Mail;

/// <summary>
/// Text that somebody else wrote, for a mail: on one line, with characters that would hide or reorder text named, and nothing that mail
/// programs turn into a link.
/// </summary>
internal static class MailText
{
    /// <summary>The text as it may stand in a mail.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var run in Visible.Runs(text))
        {
            safe.Append(run.Code is null ? run.Text : $"[{run.Code}]");
        }
        // A zero-width gap keeps names like "www.example.com" or "https://…" from becoming links in programs that guess.
        return safe.Replace("://", ":\u200B//").Replace("www.", "www\u200B.").ToString();
    }
}
