using Microsoft.EntityFrameworkCore;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Mail;

/// <summary>
/// What a sender does with waiting mail. A message is taken by moving its next attempt ahead, which only one of several portals can do; if
/// that portal dies over it, the message is due again. So it is sent at least once, and by one at a time.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="feed">Tells open pages.</param>
/// <param name="clock">The time.</param>
public sealed class Outbox(IDbContextFactory<GovernanceDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>How long a taken message belongs to who took it: longer than any server takes to answer.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>Takes messages that are due, oldest first.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Gives up; nothing is taken by half.</param>
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.OutboxMessages.AsNoTracking()
            .Where(m => m.SentAt == null && m.NextAttemptAt <= now)
            .OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        var taken = new List<OutboxMessage>();
        foreach (var message in due)
        {
            var mine = await db.OutboxMessages
                .Where(m => m.Id == message.Id && m.SentAt == null && m.Attempts == message.Attempts)
                .ExecuteUpdateAsync(
                    update => update.SetProperty(m => m.Attempts, m => m.Attempts + 1).SetProperty(m => m.NextAttemptAt, now + Lease),
                    cancellationToken);
            if (mine == 1)
            {
                message.Attempts++;
                taken.Add(message);
            }
        }
        return taken;
    }

    /// <summary>The server took it.</summary>
    public async Task SentAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.OutboxMessages
            .Where(m => m.Id == message.Id)
            .ExecuteUpdateAsync(
                update => update.SetProperty(m => m.SentAt, now).SetProperty(m => m.LastError, (string?)null), cancellationToken);
        feed.Publish(Topic.Mail);
    }

    /// <summary>It could not be sent now. It is tried again after a pause that doubles each time up to half an hour, for as long as it takes.</summary>
    public async Task FailedAsync(OutboxMessage message, string error, CancellationToken cancellationToken)
    {
        var next = clock.GetUtcNow() + PauseAfter(message.Attempts);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.OutboxMessages
            .Where(m => m.Id == message.Id && m.SentAt == null && m.Attempts == message.Attempts)
            .ExecuteUpdateAsync(
                update => update.SetProperty(m => m.NextAttemptAt, next).SetProperty(m => m.LastError, error), cancellationToken);
        feed.Publish(Topic.Mail);
    }

    /// <summary>Gives a taken message back untried, so that its turn does not count.</summary>
    public async Task ReturnAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.OutboxMessages
            .Where(m => m.Id == message.Id && m.SentAt == null && m.Attempts == message.Attempts)
            .ExecuteUpdateAsync(
                update => update.SetProperty(m => m.NextAttemptAt, now).SetProperty(m => m.Attempts, m => m.Attempts - 1), cancellationToken);
    }

    /// <summary>The pause after the given number of attempts.</summary>
    public static TimeSpan PauseAfter(int attempts)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return doubled < LongestPause ? doubled : LongestPause;
    }
}
