using Portal.Data.Changes;

namespace Portal.Data.Incidents;

/// <summary>What is said about an incident.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Whether a person or an agent claims it.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Text">What they say.</param>
/// <param name="Source">Where an agent's words are quoted from, or null.</param>
/// <param name="SaidAt">When it was said.</param>
/// <param name="Cites">The changes that it is about.</param>
/// <param name="RecordedAt">When it was entered.</param>
/// <param name="RecordedBy">Who entered it.</param>
/// <param name="WithdrawnAt">When it was withdrawn, or null while it stands.</param>
/// <param name="WithdrawnBy">Who withdrew it, or null.</param>
/// <param name="WithdrawnReason">Why, or null.</param>
public sealed record StatementRow(
    StatementId Id,
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
    internal static StatementRow Of(Statement statement) => new(
        statement.Id,
        statement.Kind,
        statement.Speaker,
        statement.Text,
        statement.Source,
        statement.SaidAt,
        statement.Cites,
        statement.RecordedAt,
        statement.RecordedBy,
        statement.WithdrawnAt,
        statement.WithdrawnBy,
        statement.WithdrawnReason);
}
