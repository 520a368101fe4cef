using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Reading;

namespace Portal.Data.Changes;

/// <summary>
/// Gives out what a change was and is about a policy of a privileged agent, and its event as it came, which nothing else does: lists, files and
/// what is pushed leave these texts out. Each reading is recorded first, see <see cref="PolicyReadings"/>.
/// </summary>
/// <param name="readings">Record it.</param>
/// <param name="changes">Reads changes.</param>
public sealed class ReadChanges(PolicyReadings readings, ChangeQueries changes)
{
    /// <summary>One change with what was before and is after, guarded or not; null when there is none.</summary>
    public async Task<ChangeDetail?> FindAsync(ChangeId id, Caller by, CancellationToken cancellationToken)
    {
        var change = await changes.FindAsync(id, isWhole: true, by, cancellationToken);
        if (change is { IsGuarded: true })
        {
            await NoteAsync(change, "beforeAndAfter", by, cancellationToken);
        }
        return change;
    }

    /// <summary>The event of a change as it came, guarded or not; null when there is no such change.</summary>
    public async Task<RawEvent?> FindRawAsync(ChangeId id, Caller by, CancellationToken cancellationToken)
    {
        var raw = await changes.FindRawAsync(id, isWhole: true, by, cancellationToken);
        if (raw is { IsGuarded: true } && await changes.FindAsync(id, by, cancellationToken) is { } change)
        {
            await NoteAsync(change, "event", by, cancellationToken);
        }
        return raw;
    }

    private Task<bool> NoteAsync(ChangeDetail change, string part, Caller by, CancellationToken cancellationToken) => readings.NoteAsync(
        new AuditSubject("change", change.Id.Value.ToString(), change.Name),
        new { part, change.Digest, change.Policy, identities = change.Subjects.Select(s => s.IdentityId).OfType<IdentityId>() },
        Right.ReadInventory,
        by,
        cancellationToken);
}
