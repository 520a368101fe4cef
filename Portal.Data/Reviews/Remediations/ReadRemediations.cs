using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Permissions.Reading;

namespace Portal.Data.Reviews.Remediations;

/// <summary>
/// Gives out commands that hold what a policy of a privileged agent says, most often those that give it back. Lists leave them out; each reading
/// is recorded first, see <see cref="PolicyReadings"/>.
/// </summary>
/// <param name="readings">Record it.</param>
/// <param name="remediations">Reads remediations.</param>
public sealed class ReadRemediations(PolicyReadings readings, RemediationQueries remediations)
{
    /// <summary>One remediation with its commands, guarded or not; null when there is none.</summary>
    public async Task<RemediationRow?> FindAsync(RemediationId id, Caller by, CancellationToken cancellationToken)
    {
        var row = await remediations.FindAsync(id, isWhole: true, by, cancellationToken);
        if (row is { IsGuarded: true })
        {
            await readings.NoteAsync(
                new AuditSubject("remediation", row.Id.Value.ToString(), row.Entitlement.Name),
                new { part = "commands", identity = row.IdentityId, entitlement = row.Entitlement },
                Right.ReadCampaigns,
                by,
                cancellationToken);
        }
        return row;
    }
}
