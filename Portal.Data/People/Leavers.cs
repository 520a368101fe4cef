using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.People.Sessions;

namespace Portal.Data.People;

/// <summary>
/// What follows when people leave or come back, whichever way the portal learns of it: every command that may change
/// <see cref="Person.IsActive"/> ends with it.
/// </summary>
/// <param name="followers">The features that act on it, in the order in which they build on each other.</param>
public sealed class Leavers(IEnumerable<ILeaverFollower> followers)
{
    /// <summary>Settles what follows from the changes of the command so far. Sessions of leavers end.</summary>
    /// <returns>How many left.</returns>
    internal async Task<int> SettleAsync(CommandScope scope, CancellationToken cancellationToken)
    {
        var turned = scope.Db.ChangeTracker.Entries<Person>()
            .Where(e => e.State == EntityState.Modified && e.Property(p => p.IsActive).OriginalValue != e.Entity.IsActive)
            .Select(e => e.Entity)
            .OrderBy(p => p.Id)
            .ToList();
        if (turned.Count == 0)
        {
            return 0;
        }
        await scope.Db.SaveChangesAsync(cancellationToken);
        var left = turned.FindAll(p => !p.IsActive);
        await SettleAsync(scope, left, turned.FindAll(p => p.IsActive), cancellationToken);
        return left.Count;
    }

    /// <summary>Settles what follows for those who left or are back; their rows have to be written already.</summary>
    internal async Task SettleAsync(CommandScope scope, IReadOnlyList<Person> left, IReadOnlyList<Person> back, CancellationToken cancellationToken)
    {
        if (left.Count + back.Count == 0)
        {
            return;
        }
        var gone = left.Select(p => p.Id).ToList();
        await scope.Db.Sessions
            .Where(s => gone.Contains(s.PersonId) && s.EndedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(s => s.EndedAt, scope.Now), cancellationToken);
        foreach (var follower in followers)
        {
            await follower.FollowAsync(scope, left, back, cancellationToken);
        }
    }
}
