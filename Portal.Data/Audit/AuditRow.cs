using System.Text.Json;
using Portal.Data.Access;

namespace Portal.Data.Audit;

/// <summary>One line of the record, as pages and the API show it.</summary>
/// <param name="Sequence">Place in the record: 1 and on, without a gap.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="ActorKind">What kind of caller acted.</param>
/// <param name="ActorId">The caller's id.</param>
/// <param name="ActorName">The caller's name at that time.</param>
/// <param name="Action">The act, as <c>feature.verb</c>.</param>
/// <param name="SubjectKind">What kind of thing it was done to.</param>
/// <param name="SubjectId">The thing's id.</param>
/// <param name="SubjectName">The thing's name at that time.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">The reason given, or why it was refused; null when there is none.</param>
/// <param name="Before">The thing before, or null.</param>
/// <param name="After">The thing after, or null.</param>
/// <param name="OnBehalfOf">On whose behalf, as <c>agent:ID</c>, or null.</param>
/// <param name="Session">The session that the person acted in, or null.</param>
/// <param name="Address">Where the request came from, or null.</param>
/// <param name="CorrelationId">Ties together what one request or job did, or null.</param>
/// <param name="Hash">The entry's hash, as hex.</param>
public sealed record AuditRow(
    long Sequence,
    DateTimeOffset At,
    CallerKind ActorKind,
    string ActorId,
    string ActorName,
    string Action,
    string SubjectKind,
    string SubjectId,
    string SubjectName,
    AuditOutcome Outcome,
    string? Reason,
    JsonElement? Before,
    JsonElement? After,
    string? OnBehalfOf,
    string? Session,
    string? Address,
    string? CorrelationId,
    string Hash)
{
    /// <summary>Whether somebody went past everybody here: made a break-glass token, or used one.</summary>
    public bool IsBreakGlass => ActorKind == CallerKind.BreakGlass || Action == BreakGlassAction;

    // Named by people, whom the record does not know.
    private const string BreakGlassAction = "token.break-glass";

    internal static AuditRow Of(AuditEntry entry) => new(
        entry.Sequence,
        entry.At,
        entry.ActorKind,
        entry.ActorId,
        entry.ActorName,
        entry.Action,
        entry.SubjectKind,
        entry.SubjectId,
        entry.SubjectName,
        entry.Outcome,
        entry.Reason,
        Json(entry.Before),
        Json(entry.After),
        entry.OnBehalfOf,
        entry.Session,
        entry.Address,
        entry.CorrelationId,
        Convert.ToHexStringLower(entry.Hash));

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
