using Portal.Data.Commands;

namespace Portal.Data.Permissions.Certificates;

/// <summary>A feature that acts when it was worked out anew how identities stand, in the transaction that stores it. Features above permissions register theirs.</summary>
public interface IStandingFollower
{
    /// <summary>Called for each part, before the commit; the caller records that standings were worked out.</summary>
    /// <param name="scope">The command.</param>
    /// <param name="moved">The identities, as they stood and stand.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    Task OnAssessedAsync(CommandScope scope, IReadOnlyList<StandingMoved> moved, CancellationToken cancellationToken);
}
