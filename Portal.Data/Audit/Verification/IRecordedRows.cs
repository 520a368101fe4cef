using Portal.Data.Audit.Chain;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Verification;

/// <summary>Rows that a feature records as they are, so that they can be held against the record: whoever edits only the rows is found.</summary>
public interface IRecordedRows
{
    /// <summary>What the record calls them.</summary>
    string SubjectKind { get; }

    /// <summary>Compares rows with what the record says of them.</summary>
    /// <param name="db">The database, in a transaction that sees one state.</param>
    /// <param name="states">What the record says, in the order in which it was written.</param>
    /// <param name="isWhole">Whether these are all states of the record, so that each row has to have one; else only rows that they tell of are compared.</param>
    /// <param name="found">Told of each difference.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>How many rows were compared.</returns>
    Task<long> CompareAsync(GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken);
}
