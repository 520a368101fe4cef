using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>
/// Who gave identities what they hold, as far as changes show it. Errs on the side of asking someone else, as <see cref="OwnAccess"/> does: a
/// name that matches is enough, and whoever gave it once counts although it was taken away in between.
/// </summary>
internal sealed class Granters
{
    private const int IdsAtOnce = 10_000;

    private static readonly ChangeKind[] Giving = [ChangeKind.PermissionGained, ChangeKind.PermissionChanged];

    private readonly ILookup<IdentityId, Given> _given;

    private Granters(IEnumerable<Given> given) => _given = given.ToLookup(g => g.Identity);

    /// <summary>Reads them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="identities">Who holds something.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<Granters> ReadAsync(GovernanceDb db, IEnumerable<IdentityId> identities, CancellationToken cancellationToken)
    {
        var found = new List<Given>();
        foreach (var ids in identities.Distinct().Chunk(IdsAtOnce))
        {
            var giving = await db.ChangeParties
                .Where(p => p.IsSubject && EF.Parameter(ids).Contains(p.IdentityId))
                .Join(
                    db.Changes.Where(c => Giving.Contains(c.Kind) && c.Error == null && !c.IsSimulated && (c.Policy != null || c.Group != null)),
                    p => p.Sequence,
                    c => c.Sequence,
                    (p, c) => new { p.IdentityId, c.Sequence, c.Policy, c.Group, c.Actor, c.Initiator })
                .ToListAsync(cancellationToken);
            var with = await ActorsAsync(db, [.. giving.Select(g => g.Sequence).Distinct()], cancellationToken);
            found.AddRange(giving.Select(g => new Given(g.IdentityId, g.Policy, g.Group, g.Actor, g.Initiator, with[g.Sequence].FirstOrDefault())));
        }
        return new(found);
    }

    private static async Task<ILookup<long, GivingIdentity>> ActorsAsync(GovernanceDb db, long[] changes, CancellationToken cancellationToken)
    {
        var found = new List<(long Sequence, GivingIdentity Identity)>();
        foreach (var some in changes.Chunk(IdsAtOnce))
        {
            var actors = await db.ChangeParties
                .Where(p => p.IsActor && EF.Parameter(some).Contains(p.Sequence))
                .Join(db.Identities, p => p.IdentityId, i => i.Id, (p, i) => new { p.Sequence, i.Kind, i.Name, i.Tags })
                .ToListAsync(cancellationToken);
            found.AddRange(actors.Select(a => (a.Sequence, new GivingIdentity(a.Kind, a.Name, a.Tags))));
        }
        return found.ToLookup(f => f.Sequence, f => f.Identity);
    }

    /// <summary>Whether changes show that anybody gave an identity anything.</summary>
    public bool GaveTo(IdentityId identity) => _given.Contains(identity);

    /// <summary>Who of <paramref name="people"/> gave an identity an entitlement.</summary>
    public IReadOnlyCollection<PersonId> Of(IdentityId identity, EntitlementKind kind, string key, string name, OwnAccess people) =>
        [.. _given[identity].Where(g => g.Is(kind, key, name)).SelectMany(g => g.By(people)).Distinct()];

    /// <summary>An identity that gave something.</summary>
    private sealed record GivingIdentity(IdentityKind Kind, string Name, IReadOnlyDictionary<string, string> Tags);

    /// <summary>One time that something was given.</summary>
    private sealed record Given(IdentityId Identity, string? Policy, string? Group, string? Actor, string? Initiator, GivingIdentity? With)
    {
        // A policy put on a group is what the group's members hold through their membership.
        public bool Is(EntitlementKind kind, string key, string name) => (kind == EntitlementKind.GroupMembership ? Group : Policy) is { } said
            && (string.Equals(said, key, StringComparison.Ordinal) || string.Equals(said, name, StringComparison.Ordinal) || said.EndsWith($"/{name}", StringComparison.Ordinal));

        public IEnumerable<PersonId> By(OwnAccess people)
        {
            PersonId?[] found =
            [
                Initiator is { } initiator ? people.Named(initiator) : null,
                Actor is { } actor ? people.Named(actor) : null,
                With is { } with ? people.PersonOf(with.Kind, with.Name, with.Tags) : null,
            ];
            return found.OfType<PersonId>();
        }
    }
}
