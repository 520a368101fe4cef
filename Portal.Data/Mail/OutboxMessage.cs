using Portal.Data.Access;

namespace Portal.Data.Mail;

/// <summary>A mail that was decided to be sent, in the transaction of what caused it; sent at least once, later.</summary>
public sealed class OutboxMessage
{
    /// <summary>Its id.</summary>
    public OutboxMessageId Id { get; init; } = OutboxMessageId.New();

    /// <summary>The receiver, or null when it goes to nobody in particular.</summary>
    public PersonId? ToPersonId { get; init; }

    /// <summary>The receiver's address.</summary>
    public required string ToAddress { get; init; }

    /// <summary>The receiver's name.</summary>
    public required string ToName { get; init; }

    /// <summary>The subject line.</summary>
    public required string Subject { get; init; }

    /// <summary>The message as HTML.</summary>
    public required string Html { get; init; }

    /// <summary>The message as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>Dates for the receiver's calendar, as an iCalendar stream (RFC 5545); or null.</summary>
    public string? Calendar { get; init; }

    /// <summary>What the mail is about, for example <c>campaign</c> and its id, so that failures reach the right page.</summary>
    public required string AboutKind { get; init; }

    /// <inheritdoc cref="AboutKind"/>
    public required string AboutId { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the server took it, or null while it waits.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>
    /// When to try (again). Whoever takes it to send it moves this ahead first: until then it is theirs, and after that someone else's, should
    /// they have died over it.
    /// </summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>Why the last try failed, or null.</summary>
    public string? LastError { get; set; }
}
