namespace Portal.Data.Incidents.Reports;

/// <summary>What an incident's evidence says, sentence by sentence. It holds nothing of when or by whom it was read: the same input gives the same report.</summary>
/// <param name="Format">Which form this is.</param>
/// <param name="Id">The incident.</param>
/// <param name="Title">What people call it.</param>
/// <param name="From">Changes from here on.</param>
/// <param name="To">Changes before this.</param>
/// <param name="Agents">The agents that it is about, by name.</param>
/// <param name="Identities">The identities that it is about, by native id.</param>
/// <param name="Acts">What was done, in the order of time.</param>
/// <param name="Remarks">What the range holds and the report leaves out.</param>
/// <param name="Claims">What people and agents say.</param>
/// <param name="Evidence">What sentences cite, by id.</param>
public sealed record IncidentReport(
    string Format,
    IncidentId Id,
    string Title,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<string> Agents,
    IReadOnlyList<string> Identities,
    IReadOnlyList<ReportAct> Acts,
    IReadOnlyList<ReportSentence> Remarks,
    IReadOnlyList<ReportSentence> Claims,
    IReadOnlyList<ReportEvidence> Evidence)
{
    /// <summary>This form's name.</summary>
    public const string CurrentFormat = "governance-incident-report/1";

    /// <summary>All sentences, in order.</summary>
    public IEnumerable<ReportSentence> Sentences() => Acts.SelectMany(a => a.Sentences).Concat(Remarks).Concat(Claims);

    /// <summary>This report, if each of its sentences cites evidence that it holds.</summary>
    /// <exception cref="UncitedSentenceException">One does not.</exception>
    public IncidentReport Checked()
    {
        var known = Evidence.Select(e => e.Cite).ToHashSet(StringComparer.Ordinal);
        return Sentences().FirstOrDefault(s => s.Cites.Count == 0 || !s.Cites.All(known.Contains)) is { } uncited
            ? throw new UncitedSentenceException(uncited)
            : this;
    }
}
