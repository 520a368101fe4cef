using System.Text.Json;

namespace Portal.Data.Audit.Chain;

/// <summary>One member of an entry's canonical form.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Column">The column that it is made of.</param>
/// <param name="Kind">How.</param>
/// <param name="Read">Reads it from an entry: a text, a time, a number or a hash.</param>
internal sealed record EntryField(string Name, string Column, EntryFieldKind Kind, Func<AuditEntry, object?> Read)
{
    /// <summary>All of them, in the order of the canonical form. What is not here is not protected; a test holds the table's columns against it.</summary>
    public static IReadOnlyList<EntryField> All { get; } =
    [
        new("action", nameof(AuditEntry.Action), EntryFieldKind.Text, e => e.Action),
        new("actorId", nameof(AuditEntry.ActorId), EntryFieldKind.Text, e => e.ActorId),
        new("actorKind", nameof(AuditEntry.ActorKind), EntryFieldKind.ActorKind, e => e.ActorKind.ToString()),
        new("actorName", nameof(AuditEntry.ActorName), EntryFieldKind.Text, e => e.ActorName),
        new("address", nameof(AuditEntry.Address), EntryFieldKind.OptionalText, e => e.Address),
        new("afterDigest", nameof(AuditEntry.After), EntryFieldKind.Digest, e => e.After),
        new("at", nameof(AuditEntry.At), EntryFieldKind.Instant, e => e.At),
        new("beforeDigest", nameof(AuditEntry.Before), EntryFieldKind.Digest, e => e.Before),
        new("correlationId", nameof(AuditEntry.CorrelationId), EntryFieldKind.OptionalText, e => e.CorrelationId),
        new("onBehalfOf", nameof(AuditEntry.OnBehalfOf), EntryFieldKind.OptionalText, e => e.OnBehalfOf),
        new("outcome", nameof(AuditEntry.Outcome), EntryFieldKind.Outcome, e => e.Outcome.ToString()),
        new("previous", nameof(AuditEntry.Previous), EntryFieldKind.Hash, e => e.Previous),
        new("reason", nameof(AuditEntry.Reason), EntryFieldKind.OptionalText, e => e.Reason),
        new("sequence", nameof(AuditEntry.Sequence), EntryFieldKind.Integer, e => e.Sequence),
        new("session", nameof(AuditEntry.Session), EntryFieldKind.OptionalText, e => e.Session),
        new("subjectId", nameof(AuditEntry.SubjectId), EntryFieldKind.Text, e => e.SubjectId),
        new("subjectKind", nameof(AuditEntry.SubjectKind), EntryFieldKind.Text, e => e.SubjectKind),
        new("subjectName", nameof(AuditEntry.SubjectName), EntryFieldKind.Text, e => e.SubjectName),
    ];

    /// <summary>The name as it stands in the canonical form, with what goes before and after it.</summary>
    public byte[] Opening { get; } = JsonSerializer.SerializeToUtf8Bytes(Name) is var quoted && Name == "action"
        ? [.. "{"u8, .. quoted, .. ":"u8]
        : [.. ","u8, .. quoted, .. ":"u8];
}
