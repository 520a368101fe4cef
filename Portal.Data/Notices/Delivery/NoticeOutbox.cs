using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Notices.Delivery;

/// <summary>
/// What a sender does with messages to channels. One is taken by moving its next attempt ahead, which only one of several portals can do; if
/// that portal dies over it, the message is due again. So it is posted at least once, by one at a time, under the same id.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="feed">Tells open pages.</param>
/// <param name="clock">The time.</param>
public sealed class NoticeOutbox(IDbContextFactory<GovernanceDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>How long a taken message belongs to who took it: longer than any receiver is waited for.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>For how long a message is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private const int FailuresBeforePause = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Takes messages that are due, oldest first, but none of a rule whose receiver is left alone at present.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Gives up; nothing is taken by half.</param>
    public async Task<IReadOnlyList<NoticeMessage>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var due = await db.NoticeDeliveries.AsNoTracking()
            .Where(d => d.State == NoticeDeliveryState.Waiting && d.NextAttemptAt <= now)
            .Join(
                db.NoticeRules.Where(r => r.Channel != NoticeChannel.None && r.StoppedAt == null && (r.PausedUntil == null || r.PausedUntil <= now)),
                d => d.RuleId,
                r => r.Id,
                (d, r) => new { Delivery = d, Rule = r })
            .OrderBy(t => t.Delivery.NextAttemptAt).ThenBy(t => t.Delivery.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        var taken = new List<NoticeMessage>();
        foreach (var (delivery, rule) in due.Select(t => (t.Delivery, t.Rule)))
        {
            var facts = delivery.Facts ?? await FactsAsync(db, delivery, rule, cancellationToken);
            var mine = await db.NoticeDeliveries
                .Where(d => d.Id == delivery.Id && d.State == NoticeDeliveryState.Waiting && d.Attempts == delivery.Attempts && d.NextAttemptAt == delivery.NextAttemptAt)
                .ExecuteUpdateAsync(
                    update => update.SetProperty(d => d.Attempts, d => d.Attempts + 1).SetProperty(d => d.NextAttemptAt, now + Lease).SetProperty(d => d.Facts, facts),
                    cancellationToken);
            if (mine == 1)
            {
                taken.Add(MessageOf(delivery, rule, facts, now));
            }
        }
        return taken;
    }

    /// <summary>Notes what the receiver said. A message that was not taken is tried again after a pause that grows, until <see cref="Patience"/> is over.</summary>
    /// <param name="message">The message.</param>
    /// <param name="answer">What the receiver said.</param>
    /// <param name="cancellationToken">Gives up; then it is tried again when its lease ends.</param>
    public async Task AnsweredAsync(NoticeMessage message, NoticeAnswer answer, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var pause = PauseAfter(message.Attempt, message.Id);
        var next = now + (answer.Pause > pause ? Shorter(answer.Pause.Value, LongestPause) : pause);
        var state = answer.IsTaken ? NoticeDeliveryState.Delivered
            : answer.IsGone || next > message.CreatedAt + Patience ? NoticeDeliveryState.GivenUp
            : NoticeDeliveryState.Waiting;
        DateTimeOffset? settled = state == NoticeDeliveryState.Waiting ? null : now;
        var text = OutsideText.Bounded(answer.Text, NoticeDelivery.AnswerLength);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mine = await db.NoticeDeliveries
            .Where(d => d.Id == message.Id && d.State == NoticeDeliveryState.Waiting && d.Attempts == message.Attempt)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(d => d.State, state)
                    .SetProperty(d => d.SettledAt, settled)
                    .SetProperty(d => d.NextAttemptAt, next)
                    .SetProperty(d => d.LastStatus, answer.Status)
                    .SetProperty(d => d.LastAnswer, text),
                cancellationToken);
        if (mine == 1)
        {
            await NoteAsync(db, message, answer, text, now, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(Topic.Notices);
    }

    /// <summary>The pause after the given number of tries: four times as long each time, up to six hours, and up to a fifth more, so that not all come back at once.</summary>
    public static TimeSpan PauseAfter(int attempts, NoticeDeliveryId id)
    {
        const int Shares = 1000;
        var grown = Shorter(FirstPause * Math.Pow(4, Math.Clamp(attempts - 1, 0, 10)), LongestPause);
        // From the id and not from chance, so that it can be told afterwards.
        var share = HashCode.Combine(id.Value, attempts) & int.MaxValue;
        return grown * (1 + (share % Shares / (5.0 * Shares)));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static NoticeMessage MessageOf(NoticeDelivery delivery, NoticeRule rule, string facts, DateTimeOffset now)
    {
        string?[] secrets = [rule.SealedSecret, rule.EarlierSecretUntil > now ? rule.SealedEarlierSecret : null];
        return new(
            delivery.Id,
            rule.Id,
            delivery.Attempts + 1,
            delivery.CreatedAt,
            rule.Channel,
            rule.SealedAddress!,
            [.. secrets.OfType<string>()],
            JsonSerializer.Deserialize<NoticeRow>(facts, StoredJson.Options)!);
    }

    private static async Task<string> FactsAsync(GovernanceDb db, NoticeDelivery delivery, NoticeRule rule, CancellationToken cancellationToken)
    {
        var notice = await db.Notices.AsNoTracking().SingleAsync(n => n.Id == delivery.NoticeId, cancellationToken);
        var source = await db.Set<Sources.Source>().Where(s => s.Id == notice.SourceId).Select(s => s.Name).SingleAsync(cancellationToken);
        return JsonSerializer.Serialize(NoticeRow.Of(notice, rule.Name, source, isRead: false), StoredJson.Options);
    }

    private static async Task NoteAsync(GovernanceDb db, NoticeMessage message, NoticeAnswer answer, string text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rule = await db.NoticeRules.SingleOrDefaultAsync(r => r.Id == message.RuleId, cancellationToken);
        if (rule is null || rule.SealedAddress != message.SealedAddress)
        {
            // It posts elsewhere by now, and this says nothing of that place.
            return;
        }
        if (answer.IsTaken)
        {
            rule.StartAgain();
        }
        else
        {
            rule.Failures++;
            rule.FailingSince ??= now;
            rule.Problem = text;
            rule.StoppedAt = answer.IsGone ? now : null;
            rule.PausedUntil = rule.Failures >= FailuresBeforePause ? now + PauseAfter(rule.Failures - FailuresBeforePause + 1, message.Id) : null;
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}
