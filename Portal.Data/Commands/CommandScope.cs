using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Live;
using Portal.Data.Mail;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>What a command works with: one transaction, one time, one caller. Nothing is visible to others until the command returns.</summary>
/// <param name="open">Gives the database, inside the command's transaction; asked when the command first needs it.</param>
/// <param name="by">The caller with its present rights.</param>
/// <param name="now">The time of the command.</param>
public sealed class CommandScope(Func<GovernanceDb> open, Caller by, DateTimeOffset now)
{
    private readonly HashSet<Topic> _topics = [];
    private readonly List<AuditEntry> _entries = [];
    private GovernanceDb? _db;

    /// <summary>The database, inside the command's transaction. The runner saves it once at the end.</summary>
    public GovernanceDb Db => _db ??= open();

    /// <summary>The caller with its present rights.</summary>
    public Caller By { get; } = by;

    /// <summary>The time of the command.</summary>
    public DateTimeOffset Now { get; } = now;

    internal bool HasChanges => _db?.ChangeTracker.HasChanges() == true;

    internal IReadOnlyCollection<Topic> Topics => _topics;

    internal IReadOnlyList<AuditEntry> Entries => _entries;

    /// <summary>
    /// Writes an audit entry, at the end of the command. A command that changes something without one is refused as a whole.
    /// </summary>
    /// <param name="action">The act, as <c>feature.verb</c>.</param>
    /// <param name="subject">What it was done to.</param>
    /// <param name="before">The thing before, any small record; null when new.</param>
    /// <param name="after">The thing after; null when gone.</param>
    /// <param name="reason">The reason given, or why it was refused.</param>
    /// <param name="outcome">What came of it.</param>
    public void Record(
        string action,
        AuditSubject subject,
        object? before = null,
        object? after = null,
        string? reason = null,
        AuditOutcome outcome = AuditOutcome.Done)
    {
        _entries.Add(new AuditEntry
        {
            At = Now,
            ActorKind = By.Kind,
            ActorId = By.Id,
            ActorName = By.Name,
            Action = action,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            SubjectName = subject.Name,
            Outcome = outcome,
            Reason = reason,
            Before = before is null ? null : JsonSerializer.Serialize(before, StoredJson.Options),
            After = after is null ? null : JsonSerializer.Serialize(after, StoredJson.Options),
            OnBehalfOf = By.OnBehalfOf,
            Session = By.Session,
            Address = By.Address,
            CorrelationId = By.CorrelationId,
        });
        Announce(Topic.Audit);
    }

    /// <summary>Queues a mail; it is sent after the commit, at least once.</summary>
    public void Send(OutboxMessage message)
    {
        Db.OutboxMessages.Add(message);
        Announce(Topic.Mail);
    }

    /// <summary>Wakes pages that follow <paramref name="topic"/> after the commit.</summary>
    public void Announce(Topic topic) => _topics.Add(topic);
}
