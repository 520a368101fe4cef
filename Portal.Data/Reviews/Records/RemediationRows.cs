using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>Remediations against what the record says that they are.</summary>
internal sealed class RemediationRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "remediation";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("remediation", isWhole, found);
        foreach (var state in states.Where(s => s.Holds("changedAt")))
        {
            if (Guid.TryParse(state.SubjectId, out var id) && JsonNode.Parse(state.After) is JsonObject said)
            {
                recorded.Take(id, state.Sequence, Present(said));
            }
        }
        var rows = 0L;
        await foreach (var remediation in db.Remediations.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(remediation.Id.Value, RecordedRemediation.Of(remediation));
        }
        recorded.FindMissing();
        return rows;
    }

    /// <summary>Entries are never rewritten: earlier versions called undone what is rolled back, and kept the commands as they are.</summary>
    private static JsonObject Present(JsonObject said)
    {
        if (said["state"] is JsonValue state && state.TryGetValue<string>(out var word) && word == "undone")
        {
            said["state"] = "rolledBack";
        }
        foreach (var (name, digest) in new[] { ("command", "commandDigest"), ("inverse", "inverseDigest") })
        {
            if (said.TryGetPropertyValue(name, out var command))
            {
                said[digest] = RecordedRemediation.DigestOf(command?.GetValue<string>());
            }
        }
        return said;
    }
}
