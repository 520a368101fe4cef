using Microsoft.AspNetCore.Components;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Mail;
using Portal.Hosting;
using Portal.Shared;

namespace Portal.Mail;

/// <summary>Mail as it is received: all of it for those who may read it, else one's own.</summary>
/// <param name="queries">Reads it.</param>
/// <param name="settings">Say whether this is the demo.</param>
/// <param name="feed">Says when mail was queued or sent.</param>
public sealed partial class MailPage(MailQueries queries, PortalSettings settings, ChangeFeed feed) : LivePage(feed, Topic.Mail)
{
    private IReadOnlyList<MailRow>? _mails;
    private MailDetail? _open;

    /// <summary>The open mail; the newest when none is named.</summary>
    [SupplyParameterFromQuery]
    public Guid? Id { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var mails = (await queries.ListAsync(new PageRequest(), By, cancellationToken)).Items;
        var id = Id is { } asked ? new OutboxMessageId(asked) : mails.Count > 0 ? mails[0].Id : (OutboxMessageId?)null;
        if (id is { } open && _open?.Row.Id != open)
        {
            _open = await queries.FindAsync(open, By, cancellationToken);
        }
        _mails = mails;
    }

    /// <summary>A link in the mail opens in the window, as from a mail program, not inside the frame.</summary>
    private static string WithTarget(string html) => html.Replace("<head>", "<head><base target=\"_top\" />", StringComparison.Ordinal);
}
