using Portal.Data.Changes.Chains;

namespace Portal.Data.Incidents.Reports;

/// <summary>All that a report tells of one act.</summary>
/// <param name="Changes">The change, or the burst.</param>
/// <param name="Path">What allowed it; null when no snapshot shows who acted, or it was no call.</param>
/// <param name="Leads">Calls of agents that may have set it off, where it names none itself.</param>
internal sealed record ActFacts(IReadOnlyList<ActChange> Changes, PathFacts? Path, IReadOnlyList<FoundLead> Leads)
{
    /// <summary>The first change.</summary>
    public ActChange First => Changes[0];

    /// <summary>The last change; the first when there is one.</summary>
    public ActChange Last => Changes[^1];
}
