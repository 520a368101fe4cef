using System.Diagnostics.CodeAnalysis;
using System.Text;
using Portal.Data.Access;
using Portal.Data.Audit.Chain;
using Portal.Data.Storage;

namespace Portal.Data.Audit;

/// <summary>One line of the append-only record: who did what to what, and what came of it. Written in the transaction of what it records.</summary>
public sealed class AuditEntry
{
    /// <summary>Place in the record: 1 and on, without a gap.</summary>
    public long Sequence { get; private set; }

    /// <summary>The hash of the entry before; 32 zero bytes in the first.</summary>
    public byte[] Previous { get; private set; } = [];

    /// <summary>The hash of this entry: that of its canonical form, with everything but itself in it.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>When, in UTC, to the microsecond: that is as exact as PostgreSQL keeps it.</summary>
    public required DateTimeOffset At
    {
        get;
        init => field = value.ToMicrosecond();
    }

    /// <summary>What kind of caller acted.</summary>
    public required CallerKind ActorKind { get; init; }

    /// <summary>The caller's id.</summary>
    public required string ActorId { get; init => field = Line(value); }

    /// <summary>The caller's name at that time.</summary>
    public required string ActorName { get; init => field = Line(value); }

    /// <summary>The act, as <c>feature.verb</c>: <c>agent.confirm</c>.</summary>
    public required string Action { get; init => field = Line(value); }

    /// <summary>What kind of thing it was done to: <c>agent</c>, <c>identity</c>, <c>campaign</c>….</summary>
    public required string SubjectKind { get; init => field = Line(value); }

    /// <summary>The thing's id.</summary>
    public required string SubjectId { get; init => field = Line(value); }

    /// <summary>The thing's name at that time.</summary>
    public required string SubjectName { get; init => field = Line(value); }

    /// <summary>What came of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The reason that was given, or why it was refused; null when there is none.</summary>
    public string? Reason { get; init => field = Clean(value); }

    /// <summary>The thing before, as JSON; null when it is new or nothing changed.</summary>
    public string? Before { get; init; }

    /// <summary>The thing after, as JSON; null when it is gone or nothing changed.</summary>
    public string? After { get; init; }

    /// <summary>On whose behalf the caller acted: the agent that a token is bound to, as <c>agent:ID</c>; or null.</summary>
    public string? OnBehalfOf { get; init => field = Line(value); }

    /// <summary>The session that the person acted in, or null.</summary>
    public string? Session { get; init => field = Line(value); }

    /// <summary>The address that the request came from, or null.</summary>
    public string? Address { get; init => field = Line(value); }

    /// <summary>Ties together what one request or job did, or null.</summary>
    public string? CorrelationId { get; init => field = Line(value); }

    /// <summary>Gives the entry its place after <paramref name="previous"/>.</summary>
    internal void Chain(long sequence, byte[] previous, EntryBytes bytes)
    {
        Sequence = sequence;
        Previous = previous;
        Hash = bytes.Hash(this);
    }

    /// <summary>A text that fits its column.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    private static string? Line(string? text)
    {
        if (text is not { Length: > GovernanceDb.DefaultTextLength })
        {
            return Clean(text);
        }
        var end = GovernanceDb.DefaultTextLength - 1;
        return Clean(text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)]) + "…";
    }

    /// <summary>A text that each engine gives back as it was: NUL and half surrogate pairs, which none keeps, become U+FFFD.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    private static string? Clean(string? text) =>
        text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
