using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Data.Mail;

/// <summary>Reads mail that waits or was sent: all of it for those who may, else one's own.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class MailQueries(IDbContextFactory<GovernanceDb> databases)
{
    private static readonly Expression<Func<OutboxMessage, MailRow>> ToRow = m =>
        new MailRow(m.Id, m.ToName, m.ToAddress, m.Subject, m.CreatedAt, m.SentAt, m.Attempts, m.LastError);

    /// <summary>One page, newest first.</summary>
    public async Task<Page<MailRow>> ListAsync(PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await Visible(db, by)
            .SortedBy(m => m.CreatedAt, m => m.Id, descending: true, Cursor.Read<DateTimeOffset>(page.After))
            .Take(page.Limit + 1)
            .Select(ToRow)
            .ToListAsync(cancellationToken);
        return rows.Count > page.Limit
            ? new(rows[..page.Limit], Cursor.Write(rows[page.Limit - 1].CreatedAt, rows[page.Limit - 1].Id.Value))
            : new(rows, Next: null);
    }

    /// <summary>One mail, or null when there is none or it is not the caller's to see.</summary>
    public async Task<MailDetail?> FindAsync(OutboxMessageId id, Caller by, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var message = await Visible(db, by).SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        return message is null ? null : new(ToRow.Compile()(message), message.Html, message.Text);
    }

    private static IQueryable<OutboxMessage> Visible(GovernanceDb db, Caller by)
    {
        var messages = db.OutboxMessages.AsNoTracking();
        if (by.Can(Right.ReadMail))
        {
            return messages;
        }
        var person = by.Person ?? throw new AccessDeniedException(Right.ReadMail);
        return messages.Where(m => m.ToPersonId == person);
    }
}
