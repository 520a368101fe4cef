using Portal.Data.Changes;

namespace Portal.Data.Incidents.Reports;

/// <summary>One thing that was done, or a burst of the same thing in one session, with its chain.</summary>
/// <param name="Number">Its place in the report, from 1.</param>
/// <param name="At">When, or when the first of a burst.</param>
/// <param name="Until">When the last of a burst; the same for one alone.</param>
/// <param name="Count">How many changes it is.</param>
/// <param name="Title">What the platform calls it.</param>
/// <param name="First">The first change.</param>
/// <param name="IsSimulated">Whether the demo made it up.</param>
/// <param name="Sentences">The chain, in its order.</param>
public sealed record ReportAct(
    int Number, DateTimeOffset At, DateTimeOffset Until, int Count, string Title, ChangeId First, bool IsSimulated, IReadOnlyList<ReportSentence> Sentences);
