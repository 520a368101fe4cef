using Portal.Data.Changes;
using Portal.Data.Storage;

namespace Portal.Data.Incidents.Records;

/// <summary>What the record keeps of a statement when it is entered and when it is withdrawn: all of it.</summary>
internal sealed record RecordedStatement(
    StatementId Id,
    IncidentId Incident,
    StatementKind Kind,
    string Speaker,
    string Text,
    string? Source,
    DateTimeOffset SaidAt,
    IReadOnlyList<ChangeId> Cites,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    DateTimeOffset? WithdrawnAt,
    string? WithdrawnBy,
    string? WithdrawnReason)
{
    /// <summary>The statement as it is.</summary>
    public static RecordedStatement Of(Statement statement) => new(
        statement.Id,
        statement.IncidentId,
        statement.Kind,
        statement.Speaker,
        statement.Text,
        statement.Source,
        statement.SaidAt.ToMicrosecond(),
        statement.Cites,
        statement.RecordedAt.ToMicrosecond(),
        statement.RecordedBy,
        statement.WithdrawnAt?.ToMicrosecond(),
        statement.WithdrawnBy,
        statement.WithdrawnReason);
}
