using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;

namespace Portal.Tests.Support;

/// <summary>What the record is tested with.</summary>
public static partial class A
{
    /// <summary>An entry that is the first of its record. Calls with the same arguments make equal ones.</summary>
    public static AuditEntry Entry(
        string subjectId = "42", string subjectName = "Thing", string? reason = null, string? before = null, string? after = null)
    {
        var entry = new AuditEntry
        {
            At = An.Instant,
            ActorKind = CallerKind.System,
            ActorId = "tests",
            ActorName = "Tests",
            Action = "thing.touch",
            SubjectKind = "thing",
            SubjectId = subjectId,
            SubjectName = subjectName,
            Outcome = AuditOutcome.Done,
            Reason = reason,
            Before = before,
            After = after,
        };
        entry.Chain(1, new byte[MerkleHash.Length], new EntryBytes());
        return entry;
    }
}
