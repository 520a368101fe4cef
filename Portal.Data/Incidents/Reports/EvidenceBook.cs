using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Reviews;
using Portal.Data.Sources;

namespace Portal.Data.Incidents.Reports;

/// <summary>Hands out the ids that sentences cite, and keeps what they stand for.</summary>
internal sealed class EvidenceBook
{
    // Two sources may use one id for two events; both then stand under it.
    private readonly Dictionary<(string Cite, ChangeId? Change), ReportEvidence> _evidence = [];

    /// <summary>All that was cited, by id.</summary>
    public IReadOnlyList<ReportEvidence> All =>
        [.. _evidence.Values.OrderBy(e => e.Cite, StringComparer.Ordinal).ThenBy(e => e.At).ThenBy(e => e.Digest, StringComparer.Ordinal)];

    /// <summary>The id of a change.</summary>
    public string Cite(Change change) => Enter(Citation.Of(change));

    /// <summary>The id of a snapshot.</summary>
    public string Cite(Snapshot snapshot) => Enter(Citation.Of(snapshot));

    /// <summary>The id of an answer.</summary>
    public string Cite(Decision decision) => Enter(Citation.Of(decision));

    /// <summary>The id of a statement.</summary>
    public string Cite(Statement statement) => Enter(Citation.Of(statement));

    /// <summary>The id of an identity.</summary>
    public string Cite(Identity identity) => Enter(Citation.Of(identity));

    private string Enter(ReportEvidence evidence)
    {
        _evidence.TryAdd((evidence.Cite, evidence.ChangeId), evidence);
        return evidence.Cite;
    }
}
