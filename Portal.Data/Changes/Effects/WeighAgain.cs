using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Permissions.Certificates;
using State = Portal.Data.Inventory.Certificates.Certification;

namespace Portal.Data.Changes.Effects;

/// <summary>Has changes weighed again that went beyond what was attested, once somebody stands behind what they gave.</summary>
internal sealed class WeighAgain : IStandingFollower
{
    private const int Most = 1_000;

    /// <inheritdoc/>
    public async Task OnAssessedAsync(CommandScope scope, IReadOnlyList<StandingMoved> moved, CancellationToken cancellationToken)
    {
        foreach (var id in moved.Select(m => m.After.IdentityId))
        {
            var newest = scope.Db.ChangeParties.Where(p => p.IdentityId == id && p.IsSubject).OrderByDescending(p => p.At).ThenByDescending(p => p.Sequence).Take(Most).Select(p => p.Sequence);
            var again = await scope.Db.Changes
                .Where(c => newest.Contains(c.Sequence) && (c.Certification == State.Uncertified || c.Certification == State.Never) && c.Error == null)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Unweighed, c => c.Sequence), cancellationToken);
            if (again > 0)
            {
                scope.Announce(Topic.Changes);
            }
        }
    }
}
