namespace Portal.Data.Incidents.Reports;

/// <summary>A report holds a sentence that cites nothing, or something that is not among its evidence: it is not given out.</summary>
/// <param name="sentence">The sentence.</param>
public sealed class UncitedSentenceException(ReportSentence sentence)
    : Exception($"The report was not made: the sentence \"{sentence.Text}\" cites no evidence that the report holds.")
{
    /// <summary>The sentence.</summary>
    public ReportSentence Sentence { get; } = sentence;
}
