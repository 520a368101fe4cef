using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Reviews;
using Portal.Data.Sources;

namespace Portal.Data.Incidents.Reports;

/// <summary>How evidence is named.</summary>
internal static class Citation
{
    /// <summary>A change, by the platform's own id of its event.</summary>
    public static ReportEvidence Of(Change change) =>
        new($"event:{change.EventId}", change.At, change.IsSilent ? $"{change.Name}, seen in a snapshot" : $"{change.Service} {change.Name}", change.Id, change.Digest);

    /// <summary>A snapshot.</summary>
    public static ReportEvidence Of(Snapshot snapshot) => new($"snapshot:{snapshot.Id.Value}", snapshot.TakenAt, "a snapshot of the source", null, null);

    /// <summary>An answer of a review.</summary>
    public static ReportEvidence Of(Decision decision) => new($"decision:{decision.Id.Value}", decision.At, "an answer in a review", null, decision.ShownHash);

    /// <summary>A statement.</summary>
    public static ReportEvidence Of(Statement statement) => new($"statement:{statement.Id.Value}", statement.RecordedAt, "a statement entered here", null, null);

    /// <summary>An identity of the inventory.</summary>
    public static ReportEvidence Of(Identity identity) => new($"identity:{identity.Id.Value}", identity.ObservedFrom, "an identity of the inventory", null, null);
}
