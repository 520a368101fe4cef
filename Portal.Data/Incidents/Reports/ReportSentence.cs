namespace Portal.Data.Incidents.Reports;

/// <summary>One sentence of a report, with what it rests on.</summary>
/// <param name="Link">Which link of the chain it is about.</param>
/// <param name="Column">What it rests on.</param>
/// <param name="At">The time that it is about.</param>
/// <param name="Text">The sentence; names in it come from outside.</param>
/// <param name="Cites">Ids of events and other evidence, one at least.</param>
public sealed record ReportSentence(ReportLink Link, ReportColumn Column, DateTimeOffset At, string Text, IReadOnlyList<string> Cites);
