using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Rates;

/// <summary>Counts parts in changes by identity and hour as they are written; one at a time does so, holding <see cref="ChangeWriter.LockName"/>.</summary>
internal sealed class CountByIdentity : IChangeFollower
{
    private static readonly string[] Counts =
        [nameof(IdentityHour.Gave), nameof(IdentityHour.Took), nameof(IdentityHour.Altered), nameof(IdentityHour.Destroyed), nameof(IdentityHour.Acted), nameof(IdentityHour.Failed)];

    /// <inheritdoc/>
    public Task OnWrittenAsync(CommandScope scope, Source source, IReadOnlyCollection<WrittenChange> written, CancellationToken cancellationToken) =>
        AddAsync(scope.Db, written.SelectMany(w => w.Parties.Select(p => (p, w.Change.Kind, w.Change.Error is not null))), cancellationToken);

    /// <summary>Counts parts that became known later.</summary>
    public static async Task AddAsync(GovernanceDb db, IEnumerable<(ChangeParty Party, ChangeKind Kind, bool IsFailed)> parts, CancellationToken cancellationToken)
    {
        var added = new Dictionary<(IdentityId, DateTimeOffset), IdentityHour>();
        foreach (var (party, kind, isFailed) in parts)
        {
            var hour = CountByHour.HourOf(party.At);
            if (!added.TryGetValue((party.IdentityId, hour), out var row))
            {
                added.Add((party.IdentityId, hour), row = New(party.IdentityId, hour));
            }
            Count(row, party, kind, isFailed);
        }
        if (added.Count == 0)
        {
            return;
        }
        var known = await KnownAsync(db, added.Values, cancellationToken);
        foreach (var row in known)
        {
            var more = added[(row.IdentityId, row.Hour)];
            added.Remove((row.IdentityId, row.Hour));
            (row.Gave, row.Took, row.Altered) = (row.Gave + more.Gave, row.Took + more.Took, row.Altered + more.Altered);
            (row.Destroyed, row.Acted, row.Failed) = (row.Destroyed + more.Destroyed, row.Acted + more.Acted, row.Failed + more.Failed);
        }
        await db.BulkUpdateAsync(known, Counts, cancellationToken);
        await db.BulkInsertAsync(added.Values, skipExisting: false, cancellationToken);
    }

    private static async Task<IReadOnlyList<IdentityHour>> KnownAsync(GovernanceDb db, IReadOnlyCollection<IdentityHour> added, CancellationToken cancellationToken)
    {
        var ids = added.Select(h => h.IdentityId).Distinct().ToArray();
        var hours = added.Select(h => h.Hour).Distinct().ToArray();
        var rows = await db.IdentityHours.AsNoTracking()
            .Where(h => EF.Parameter(ids).Contains(h.IdentityId) && EF.Parameter(hours).Contains(h.Hour))
            .ToListAsync(cancellationToken);
        // Both lists crossed: of a file about many hours some rows are none of it.
        var wanted = added.Select(h => (h.IdentityId, h.Hour)).ToHashSet();
        return rows.FindAll(h => wanted.Contains((h.IdentityId, h.Hour)));
    }

    // Each part counts once: by what happened to the identity, else by what it did.
    private static void Count(IdentityHour row, ChangeParty party, ChangeKind kind, bool isFailed)
    {
        if (isFailed)
        {
            row.Failed++;
        }
        else if (!party.IsSubject)
        {
            (row.Destroyed, row.Acted) = kind is ChangeKind.Destructive ? (row.Destroyed + 1, row.Acted) : (row.Destroyed, row.Acted + 1);
        }
        else
        {
            switch (ChangeKinds.PowerOf(kind))
            {
                case true:
                    row.Gave++;
                    break;
                case false:
                    row.Took++;
                    break;
                default:
                    row.Altered++;
                    break;
            }
        }
    }

    private static IdentityHour New(IdentityId identity, DateTimeOffset hour) => new()
    {
        IdentityId = identity,
        Hour = hour,
        Day = new(hour.UtcDateTime.Date, TimeSpan.Zero),
        Gave = 0,
        Took = 0,
        Altered = 0,
        Destroyed = 0,
        Acted = 0,
        Failed = 0,
    };
}
