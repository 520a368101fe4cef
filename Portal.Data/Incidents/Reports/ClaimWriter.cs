using Portal.Data.Changes;
using static Portal.Data.Incidents.Reports.ReportTexts;

namespace Portal.Data.Incidents.Reports;

/// <summary>Writes what people and agents say, as claims.</summary>
/// <param name="book">Keeps what is cited.</param>
internal sealed class ClaimWriter(EvidenceBook book)
{
    /// <summary>The sentence of a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="changes">The changes that it is about.</param>
    public ReportSentence Write(Statement statement, IEnumerable<Change> changes)
    {
        var source = statement.Source is { } from ? $", quoted from {from}" : string.Empty;
        var withdrawn = statement.WithdrawnAt is { } at ? $" Withdrawn on {Time(at)} by {statement.WithdrawnBy}: {statement.WithdrawnReason}." : string.Empty;
        var kind = statement.Kind == StatementKind.Agent ? "The agent " : string.Empty;
        return new(
            ReportLink.Claim,
            statement.Kind == StatementKind.Agent ? ReportColumn.ClaimedByAgent : ReportColumn.ClaimedByPerson,
            statement.SaidAt,
            $"{kind}{statement.Speaker} said on {Time(statement.SaidAt)}{source}: “{statement.Text}”{withdrawn}",
            [book.Cite(statement), .. changes.OrderBy(c => c.At).ThenBy(c => c.Sequence).Select(book.Cite)]);
    }
}
